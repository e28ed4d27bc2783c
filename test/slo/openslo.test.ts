import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import * as z from 'zod'
import { apiAvailability, apiLatency } from '../../alerts/slos.ts'
import { Refused } from '../../build/findings/problem.ts'
import { fromOpenSLO } from '../../build/language/openslo.ts'
import type { Slo } from '../../build/language/slo.ts'
import { print } from '../../build/promql/print.ts'
import { temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'

const folder = join(root, 'out', 'slo')

/** What OpenSLO's specification says of an SLO in v1 whose indicator is a ratio. */
const source = z.strictObject({
  metricSource: z.strictObject({ type: z.literal('Prometheus'), spec: z.strictObject({ query: z.string().min(1) }) }),
})
const metadata = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
    .max(63),
  displayName: z.string(),
})
const openSLO = z.strictObject({
  apiVersion: z.literal('openslo/v1'),
  kind: z.literal('SLO'),
  metadata,
  spec: z.strictObject({
    description: z.string().max(1050),
    service: z.string(),
    indicator: z.strictObject({
      metadata,
      spec: z.strictObject({
        ratioMetric: z
          .strictObject({ counter: z.boolean(), good: source.optional(), bad: source.optional(), total: source })
          .refine(({ good, bad }) => (good === undefined) !== (bad === undefined)),
      }),
    }),
    timeWindow: z
      .array(z.strictObject({ duration: z.string().regex(/^[1-9]\d*[mhdwMQY]$/), isRolling: z.literal(true) }))
      .length(1),
    budgetingMethod: z.enum(['Occurrences', 'Timeslices', 'RatioTimeslices']),
    objectives: z.array(z.strictObject({ displayName: z.string(), target: z.number().gte(0).lt(1) })).length(1),
  }),
})

const rulesOf = ({ rules }: Slo) =>
  rules.map((rule) =>
    rule.type === 'recording'
      ? [rule.name, print(rule.computed), rule.marks]
      : [rule.name, rule.arms.map(({ when, severity }) => [severity, print(when.expr)])],
  )

describe('written', () => {
  test('one file for each objective', () => {
    expect(readdirSync(folder)).toEqual(['api-availability.yaml', 'api-latency.yaml'])
  })

  test.each(readdirSync(folder))('%s is what the specification asks for', (name) => {
    expect(openSLO.safeParse(parse(readFileSync(join(folder, name), 'utf8'))).error).toBeUndefined()
  })

  test.each([
    ['PyBaseApiAvailability', apiAvailability],
    ['PyBaseApiLatency', apiLatency],
  ])('%s is read as what it was written from', (alert, original) => {
    const read = fromOpenSLO(join(folder, `${original.objective.slo}.yaml`), { alert })
    // How long it must burn is no part of the specification.
    if (original.alerts.every((each) => each.for === undefined)) expect(rulesOf(read)).toEqual(rulesOf(original))
    expect({ ...read.objective, insteadOf: [], indicator: {} }).toEqual({
      ...original.objective,
      insteadOf: [],
      indicator: {},
    })
  })
})

const good = parse(readFileSync(join(folder, 'api-latency.yaml'), 'utf8')) as z.output<typeof openSLO>

/** Reads what a change makes of a good file; answers what is refused. */
function reading(...documents: readonly unknown[]): string {
  const file = join(temporaryFolder(), 'some.yaml')
  writeFileSync(file, documents.map((document) => stringify(document)).join('---\n'))
  try {
    fromOpenSLO(file)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return error.problems.map(({ where, what, next }) => `${where}: ${what}\n  ${next}`).join('\n')
  }
  return ''
}
const withSpec = (changes: object) => ({ ...good, spec: { ...good.spec, ...changes } })
const withIndicator = (spec: object) => withSpec({ indicator: { metadata: good.metadata, spec } })
const asking = (query: string, counter = false) => {
  const metricSource = { type: 'Prometheus', spec: { query } }
  return withIndicator({ ratioMetric: { counter, good: { metricSource }, total: { metricSource } } })
}

describe('read', () => {
  test('rates over the window of the reader, and an SLI in a document of its own', () => {
    const { indicator, ...spec } = asking('sum(rate(http_requests_total{job="pybase-api"}[{{.window}}]))').spec
    const sli = { apiVersion: 'openslo/v1', kind: 'SLI', ...indicator, metadata: { name: 'requests' } }
    expect(reading({ ...good, spec: { ...spec, indicatorRef: 'requests' } }, sli)).toBe('')
    expect(reading({ ...good, spec: { ...spec, indicatorRef: 'others' } }, sli)).toContain(
      'and the file has no SLI of that name',
    )
  })

  test.each([
    [
      'a threshold',
      withIndicator({ thresholdMetric: { metricSource: { type: 'Prometheus', spec: { query: 'up' } } } }),
    ],
    ['a ratio that is worked out', withIndicator({ ratioMetric: { raw: {}, rawType: 'success' } })],
    ['neither good nor bad', withIndicator({ ratioMetric: { counter: true } })],
    ['slices of time', withSpec({ budgetingMethod: 'Timeslices' })],
    ['months of the calendar', withSpec({ timeWindow: [{ duration: '1M', isRolling: false }] })],
    ['a month', withSpec({ timeWindow: [{ duration: '1M', isRolling: true }] })],
    ['an objective of 100%', withSpec({ objectives: [{ target: 1 }] })],
    ['no objective', withSpec({ objectives: [{ displayName: 'Any' }] })],
    ['several objectives', withSpec({ objectives: [{ target: 0.9 }, { target: 0.99 }] })],
    ['another version', { ...good, apiVersion: 'openslo/v1alpha' }],
    ['another kind', { ...good, kind: 'Service' }],
    ['PromQL that is none', asking('sum(rate(')],
    ['a level, and no counter', asking('sum(http_requests_total)')],
    ['a window that is chosen already', asking('sum(rate(http_requests_total[5m]))')],
  ])('%s is refused', (_, document) => {
    expect(reading(document)).toMatchSnapshot()
  })

  test('a file that is not there, and one that is no YAML', () => {
    expect(() => fromOpenSLO(join(temporaryFolder(), 'none.yaml'))).toThrow(Refused)
    const file = join(temporaryFolder(), 'broken.yaml')
    writeFileSync(file, 'a: [')
    expect(() => fromOpenSLO(file)).toThrow(/The file is no YAML/)
  })
})
