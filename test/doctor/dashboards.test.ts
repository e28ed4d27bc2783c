import { describe, expect, test } from 'vitest'
import { askedBy } from '../../build/doctor/prometheus/dashboards/asked.ts'
import { cost } from '../../build/doctor/prometheus/dashboards/cost.ts'
import { panels } from '../../build/doctor/prometheus/dashboards/panels.ts'
import { printLine } from '../../build/promql/print.ts'
import { examined, model, none, one, range, timeAnswer } from './pretend.ts'

const asked = askedBy(model)

test('queries are asked as Grafana does with everything chosen', () => {
  const texts = asked.map(({ expr }) => printLine(expr))
  expect(texts.filter((text) => text.includes('$'))).toEqual([])
  // `$__rate_interval` of scrapes every 15 seconds.
  expect(texts.filter((text) => text.includes('[60s]') || text.includes('[1m]')).length).toBeGreaterThan(20)
})

describe('panels', () => {
  const refused = new Error('query processing would load too many samples into memory')

  test('a number is data', async () => {
    const { facts, findings } = await examined(panels, {
      query: (parameters) => timeAnswer(parameters) ?? one('0'),
      query_range: () => range('0'),
    })
    expect(findings).toEqual([])
    expect(facts[0]).toMatch(new RegExp(`^${asked.length} of ${asked.length} queries answer data`))
  })

  test('NaN is none, and nothing is wrong while the series are there', async () => {
    const { facts, findings } = await examined(panels, {
      query: (parameters) => timeAnswer(parameters) ?? one(parameters.get('query')?.startsWith('count') ? '1' : 'NaN'),
      query_range: () => range('NaN'),
    })
    expect(findings).toEqual([])
    expect(facts[0]).toMatch(/^\d+ of \d+ queries answer data, the others have nothing to show$/)
  })

  test('what a rule records has no value while nothing happens: what it reads has to be there', async () => {
    const read: string[] = []
    const { findings } = await examined(panels, {
      query: (parameters) => {
        const query = parameters.get('query') ?? ''
        read.push(query)
        return timeAnswer(parameters) ?? (/^count\(slo:/.test(query) || !query.startsWith('count') ? none : one('1'))
      },
      query_range: () => ({ resultType: 'matrix', result: [] }),
    })
    expect(findings).toEqual([])
    expect(read.filter((query) => query.startsWith('count(slo:'))).toEqual([])
    expect(read).toContainEqual(expect.stringMatching(/^count\(http_request_duration_seconds_bucket\{/))
  })

  test('a label value that no series has is named', async () => {
    const { findings } = await examined(panels, {
      // There are series of each name, and none with these labels.
      query: (parameters) =>
        timeAnswer(parameters) ?? (/^count\(\w+\)$/.test(parameters.get('query') ?? '') ? one('1') : none),
      query_range: () => ({ resultType: 'matrix', result: [] }),
    })
    expect(findings.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/^The panel is empty: there are series http_requests_total, and none that match \{.*job=/),
    )
  })

  test('a query that Prometheus refuses is told in its words', async () => {
    const { findings } = await examined(panels, {
      query: (parameters) => timeAnswer(parameters) ?? refused,
      query_range: () => refused,
    })
    expect(findings).toHaveLength(asked.length)
    expect(findings[0]?.what).toMatch(/with 422, and says "query processing would load too many samples into memory"\./)
  })
})

test('a query that comes near the limit of Prometheus is told, and each dashboard has its sum', async () => {
  const stats = { samples: { totalQueryableSamples: 1000, peakSamples: 600 } }
  const { facts, findings } = await examined(cost, {
    'status/flags': () => ({ 'query.max-samples': '1000' }),
    query: (parameters) =>
      timeAnswer(parameters) ?? { ...one('0'), stats: { samples: { ...stats.samples, peakSamples: 1 } } },
    query_range: () => ({ ...range('0'), stats }),
  })
  const overview = asked.filter(({ dashboard }) => dashboard === 'PyBase / Overview').length
  expect(facts).toContain(`PyBase / Overview: ${overview},000 samples in ${overview} queries`)
  expect(findings).toHaveLength(asked.filter(({ step }) => step !== undefined).length)
  expect(findings[0]?.what).toBe('The query holds 600 samples at once, and Prometheus refuses it beyond 1,000.')
})
