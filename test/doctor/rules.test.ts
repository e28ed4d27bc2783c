import { expect, test } from 'vitest'
import { type GeneratedRule, generatedRules } from '../../build/doctor/prometheus/rules/generated.ts'
import { rules } from '../../build/doctor/prometheus/rules/rules.ts'
import { examined, model } from './pretend.ts'

const generated = generatedRules({ model })

/** What is said of the generated rules, of which the one with this name runs otherwise. */
async function findingsOf(name = '', change: (rule: GeneratedRule) => object = (rule) => rule) {
  const groups = [...new Set(generated.map(({ group }) => group))].map((group) => ({
    name: group,
    file: `/etc/prometheus/alerts/${group}.yml`,
    interval: 15,
    evaluationTime: 0.001,
    rules: generated
      .filter((rule) => rule.group === group)
      .map((rule) => ({ health: 'ok', ...(rule.name === name ? change(rule) : rule) })),
  }))
  const { findings } = await examined(rules, { rules: () => ({ groups }) })
  return findings.flatMap(({ what, details = [] }) => [what, ...details])
}

const latency = 'PyBaseApiLatencyHigh'

test('the generated rules differ in nothing', async () => {
  expect(await findingsOf()).toEqual([])
})

test('how a query is written is no difference, nor is what an older server does not tell', async () => {
  const other = ({ query, keepFiringFor: _, ...rule }: GeneratedRule) => ({
    ...rule,
    query: `(${query.replace(/\s+/g, '  ')})`,
  })
  expect(await findingsOf(latency, other)).toEqual([])
})

test.each<[change: (rule: GeneratedRule) => object, sentence: RegExp]>([
  [(rule) => ({ ...rule, query: rule.query.replace(/1\s*$/, '2') }), /^Its threshold is 2, and generated is 1\.$/],
  [(rule) => ({ ...rule, query: rule.query.replaceAll('[5m]', '[1h]') }), /^Its window is 1h, and generated is 5m\.$/],
  [(rule) => ({ ...rule, query: 'vector(1)' }), /^It asks `vector\(1\)`, and generated is `histogram_quantile\(.*`\.$/],
  [(rule) => ({ ...rule, query: '"no" PromQL (' }), /^It asks `"no" PromQL \(`, and generated is/],
  [(rule) => ({ ...rule, duration: 0 }), /^Its `for` is 0s, and generated is 5m\.$/],
  [(rule) => ({ ...rule, keepFiringFor: 60 }), /^Its `keep_firing_for` is 1m, and generated is .*\.$/],
  [(rule) => ({ ...rule, labels: { ...rule.labels, team: 'x' } }), /^Its label team is "x", and generated is none\.$/],
  [(rule) => ({ ...rule, annotations: {} }), /^Its annotation summary is none, .* There are \d+ more differences\.$/],
  [(rule) => ({ ...rule, name: 'Other' }), /^The rule is generated, and Prometheus does not evaluate it\.$/],
])('%#: a difference is told with both values', async (change, sentence) => {
  expect((await findingsOf(latency, change))[0]).toMatch(sentence)
})
