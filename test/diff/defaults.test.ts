import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as barchart from '@grafana/grafana-foundation-sdk/barchart'
import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge'
import * as common from '@grafana/grafana-foundation-sdk/common'
import * as gauge from '@grafana/grafana-foundation-sdk/gauge'
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap'
import * as histogram from '@grafana/grafana-foundation-sdk/histogram'
import * as logs from '@grafana/grafana-foundation-sdk/logs'
import * as piechart from '@grafana/grafana-foundation-sdk/piechart'
import * as stat from '@grafana/grafana-foundation-sdk/stat'
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline'
import * as statushistory from '@grafana/grafana-foundation-sdk/statushistory'
import * as table from '@grafana/grafana-foundation-sdk/table'
import * as text from '@grafana/grafana-foundation-sdk/text'
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries'
import * as trend from '@grafana/grafana-foundation-sdk/trend'
import * as xychart from '@grafana/grafana-foundation-sdk/xychart'
import { expect, test } from 'vitest'
import { isObject } from '../../build/documents/values.ts'
import { root } from '../support/root.ts'

type Json = Readonly<Record<string, unknown>>

const folder = join(root, 'test/diff/saves')

/** What a release wrote into panels, by itself, when it saved a dashboard. */
interface Save {
  readonly release: string
  readonly written: readonly (Json & { readonly type: string })[]
}

const saves = readdirSync(folder)
  .sort()
  .map((file): Save => JSON.parse(readFileSync(join(folder, file), 'utf8')))

/** What the SDK says of a visualization; some have no settings of their own, or none for their fields. */
interface OfSdk {
  readonly defaultOptions?: () => object
  readonly defaultFieldConfig?: () => object
}

/** By Grafana's names of them. */
const modules: Readonly<Record<string, OfSdk>> = {
  barchart,
  bargauge,
  gauge,
  heatmap,
  histogram,
  logs,
  piechart,
  stat,
  'state-timeline': statetimeline,
  'status-history': statushistory,
  table,
  text,
  timeseries,
  trend,
  xychart,
}

/** The words and numbers of the SDK; its switches are off, which Grafana's are not, and its texts are examples. */
const ofSdk = Object.entries(modules).map(([type, { defaultOptions, defaultFieldConfig }]) => ({
  type,
  settings: {
    options: defaultOptions?.() ?? {},
    fieldConfig: { defaults: { custom: defaultFieldConfig?.() ?? {} } },
  },
}))

/** What the SDK says of objects inside the fields' settings, by their names. Nothing is hidden where such an object is absent. */
const inside = {
  hideFrom: common.defaultHideSeriesConfig,
  scaleDistribution: common.defaultScaleDistributionConfig,
  thresholdsStyle: common.defaultGraphThresholdsStyleConfig,
} as const
type Inside = keyof typeof inside

/** Whose fields have which of them, as the SDK's types say. */
const holders: Readonly<Record<string, readonly Inside[]>> = {
  barchart: ['hideFrom', 'scaleDistribution', 'thresholdsStyle'] satisfies readonly (keyof barchart.FieldConfig)[],
  heatmap: ['hideFrom', 'scaleDistribution'] satisfies readonly (keyof heatmap.FieldConfig)[],
  histogram: ['hideFrom', 'scaleDistribution'] satisfies readonly (keyof histogram.FieldConfig)[],
  piechart: ['hideFrom'] satisfies readonly (keyof piechart.FieldConfig)[],
  'state-timeline': ['hideFrom'] satisfies readonly (keyof statetimeline.FieldConfig)[],
  'status-history': ['hideFrom'] satisfies readonly (keyof statushistory.FieldConfig)[],
  timeseries: ['hideFrom', 'scaleDistribution', 'thresholdsStyle'] satisfies readonly (keyof timeseries.FieldConfig)[],
  trend: ['hideFrom', 'scaleDistribution', 'thresholdsStyle'] satisfies readonly (keyof trend.FieldConfig)[],
  xychart: ['hideFrom', 'scaleDistribution'] satisfies readonly (keyof xychart.FieldConfig)[],
}

function* leaves(value: unknown, path: string): Generator<readonly [path: string, value: unknown]> {
  if (isObject(value))
    for (const [key, each] of Object.entries(value)) yield* leaves(each, path === '' ? key : `${path}.${key}`)
  else yield [path, value]
}

const quoted = (text: string): string => (/^[a-z]+$/i.test(text) ? text : `'${text}'`)
const literal = (value: unknown): string => {
  if (typeof value === 'string') return `'${value}'`
  return Array.isArray(value) ? `[${value.map(literal).join(', ')}]` : String(value)
}
const sorted = <T>(of: Readonly<Record<string, T>>) => Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1))

/** The file that holds them, as the formatter leaves it. */
function derived(): string {
  const types: Record<string, Record<string, unknown>> = {}
  const learn = (type: string, found: Iterable<readonly [string, unknown]>): void => {
    types[type] = { ...types[type], ...Object.fromEntries(found) }
  }
  for (const { type, settings } of ofSdk)
    learn(
      type,
      [...leaves(settings, '')].filter(
        ([, value]) => typeof value === 'number' || (typeof value === 'string' && !value.includes(' ')),
      ),
    )
  for (const [type, names] of Object.entries(holders))
    for (const name of names) learn(type, leaves(inside[name](), `fieldConfig.defaults.custom.${name}`))
  for (const { written } of saves) for (const { type, ...settings } of written) learn(type, leaves(settings, ''))
  const releases = saves.map(({ release }) => release).join(', ')
  return [
    `/** What Grafana ${releases} write by themselves, by type and path; generated: \`npx vitest run test/diff/defaults -u\`. */`,
    'export const grafanaDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {',
    ...sorted(types).flatMap(([type, settings]) => [
      `  ${quoted(type)}: {`,
      ...sorted(settings).map(([path, value]) => `    ${quoted(path)}: ${literal(value)},`),
      '  },',
    ]),
    '}',
    '',
  ].join('\n')
}

test('what Grafana writes by itself is that of its SDK and of recorded saves', async () => {
  await expect(derived()).toMatchFileSnapshot('../../build/diff/compare/grafana-defaults.ts')
})
