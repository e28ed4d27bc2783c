// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's macros look like a template's placeholders.
import {
  applyFieldOverrides,
  createTheme,
  FieldConfigOptionsRegistry,
  type FieldConfigSource,
  formattedValueToString,
  getFieldDisplayName,
} from '@grafana/data'
import { beforeAll, expect, test } from 'vitest'
import { fieldNotices } from '../../../../build/preview/app/fields/notices.ts'
import { fieldOption, standardFieldConfig } from '../../../../build/preview/app/fields/standard.ts'
import { replacerOf } from '../../../../build/preview/app/query/replace.ts'
import { askingOf, panelOf, shownBy, stubBrowser } from './panels.ts'
import { apiServer, matrix } from './server.ts'

beforeAll(stubBrowser)

const registry = new FieldConfigOptionsRegistry(() => [
  ...standardFieldConfig,
  { ...fieldOption('lineWidth', (value) => value), id: 'custom.lineWidth', isCustom: true },
])

/** The value field of a series `up{job="a"} 0.25` with a field configuration, as Grafana's library makes it. */
async function fieldOf(defaults: object, overrides: readonly object[] = []) {
  const { address } = await apiServer(() => matrix({ metric: { job: 'a', zone: 'x' }, values: [[990, '0.25']] }))
  const asking = askingOf(address, { lookup: (name) => (name === 'env' ? 'prod' : undefined) })
  const panel = panelOf({ targets: [{ expr: 'up', legendFormat: '{{job}}' }], fieldConfig: { defaults, overrides } })
  const { series } = await shownBy(panel, asking)
  const [frame] = applyFieldOverrides({
    data: [...series],
    fieldConfig: panel.fieldConfig as unknown as FieldConfigSource,
    fieldConfigRegistry: registry,
    replaceVariables: replacerOf(asking),
    theme: createTheme(),
  })
  const field = frame?.fields[1]
  if (frame === undefined || field?.display === undefined) throw new Error('There is no field.')
  const { display } = field
  return {
    name: getFieldDisplayName(field, frame, [frame]),
    shows: (value: number | null) => formattedValueToString(display(value)),
    color: (value: number) => display(value).color,
    custom: field.config.custom,
    links: field.getLinks?.({ valueRowIndex: 0 }).map(({ href, title }) => [href, title]),
  }
}

test.each([
  [{ unit: 's' }, 0.25, '250 ms'],
  [{ unit: 's', decimals: 1 }, 90, '1.5 mins'],
  [{ unit: 'percentunit' }, 0.256, '25.6%'],
  [{ unit: 'bytes' }, 1536, '1.50 KiB'],
  [{ unit: 'reqps' }, 1234.5, '1.23K req/s'],
  [{ unit: 'short', decimals: 2 }, 5, '5.00'],
  [{ noValue: 'nothing' }, null, 'nothing'],
  [{ noValue: 'nothing' }, Number.NaN, 'NaN'],
  [{ mappings: [{ type: 'value', options: { 1: { text: 'up' } } }] }, 1, 'up'],
  [{ mappings: [{ type: 'special', options: { match: 'nan', result: { text: 'none' } } }] }, Number.NaN, 'none'],
])('with %j the library shows %s as %s', async (defaults, value, expected) => {
  expect((await fieldOf(defaults)).shows(value)).toBe(expected)
})

test('the first threshold reaches down to everything below the second', async () => {
  const steps = [
    { value: null, color: 'green' },
    { value: 0.5, color: 'red' },
  ]
  const { color } = await fieldOf({ thresholds: { mode: 'absolute', steps }, color: { mode: 'thresholds' } })
  const { visualization } = createTheme()
  expect([-100, 0, 0.5].map(color)).toEqual(['green', 'green', 'red'].map(visualization.getColorByName))
})

test('overrides by name apply, those of custom options too', async () => {
  const override = (id: string, value: unknown) => ({
    matcher: { id: 'byName', options: 'a' },
    properties: [{ id, value }],
  })
  const field = await fieldOf({ unit: 's' }, [override('unit', 'bytes'), override('custom.lineWidth', 3)])
  expect([field.shows(1024), field.custom]).toEqual(['1 KiB', { lineWidth: 3 }])
})

test.each([
  ['${__field.labels.job} in ${__field.labels.zone}${__field.labels.none}', 'a in x'],
  ['$env ${env:queryparam} ${__field.name} ${__series.name}', 'prod prod Value a'],
  ['${__field.labels["job"]} $nobody', 'a $nobody'],
  ['${__field.labels}', 'job="a", zone="x"'],
])('the display name %s is %s', async (displayName, expected) => {
  expect((await fieldOf({ displayName })).name).toBe(expected)
})

test('links of data know the value and the range', async () => {
  const url = '/d/x?${__url_time_range}&var-job=${__field.labels.job}&v=${__value.raw}&t=${__value.time}'
  const { links } = await fieldOf({ links: [{ title: 'To ${__value.text}', url, targetBlank: false }], unit: 's' })
  expect(links).toEqual([['/d/x?from=1000000&to=1060000&var-job=a&v=0.25&t=990000', 'To 250 ms']])
})

test('overrides that the library passes over are told of, each once', () => {
  const rule = (matcher: string, ...ids: readonly string[]) => ({
    matcher: { id: matcher },
    properties: ids.map((id) => ({ id })),
  })
  const { fieldConfig } = panelOf({
    fieldConfig: {
      overrides: [rule('byName', 'unit', 'custom.lineWidth', 'custom.nonsense'), rule('byMagic', 'custom.nonsense')],
    },
  })
  expect(fieldNotices({ fieldConfigRegistry: registry }, fieldConfig)).toEqual([
    'An override sets custom.nonsense, an option that this panel does not have here.',
    'An override chooses fields with byMagic, which is unknown here.',
  ])
})
