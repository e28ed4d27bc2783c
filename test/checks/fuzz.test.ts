import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checks } from '../../build/checks/all.ts'
import { runChecks } from '../../build/checks/run.ts'
import { decode } from '../../build/documents/decode.ts'
import { readExpositions } from '../../build/documents/expositions.ts'
import { formats } from '../../build/findings/report.ts'
import { queriesOf } from '../../build/model/queries.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'
import { print } from '../../build/promql/print.ts'
import { subjectOf } from '../../build/subject.ts'
import { Random } from '../support/random.ts'
import { root } from '../support/root.ts'
import { model } from './model.ts'
import { mutate } from './mutate.ts'

const all = process.env.CI === 'true' ? 20_000 : 2_000

const ours = subjectOf(model)

/** Reads, checks and prints what these bytes are, as the command does; only what throws fails. */
function survive(name: string, bytes: Buffer): void {
  const decoded = decode(bytes)
  if (!('text' in decoded)) return
  const { text } = decoded
  try {
    const { series } = name.endsWith('.prom') ? readExpositions([{ file: name, text, isNamed: true }]) : { series: [] }
    const subject = subjectOfFiles([{ file: name, text, isNamed: true }], {
      own: model.own,
      foreign: series,
    })
    const diagnostics = runChecks(subject)
    for (const format of Object.values(formats)) format({ diagnostics, checked: '' }, { colours: true, checks })
  } catch (error) {
    const told = error instanceof Error ? error.stack : String(error)
    throw new Error(`This text was not survived:\n${JSON.stringify(text)}\n${told}`)
  }
}

const out = (...path: readonly string[]): string => readFileSync(join(root, 'out', ...path), 'utf8')

/** One rule of ours as a file of its own. */
const ruleFiles = readdirSync(join(root, 'out', 'alerts')).flatMap((name) => {
  const [head = '', ...rules] = out('alerts', name).split(/^(?= {6}- (?:alert|record):)/m)
  return rules.map((rule) => ({ name: 'rules.yml', text: head + rule }))
})

/** One panel of ours as a dashboard of its own, and the dashboard's frame with another. */
const dashboards = readdirSync(join(root, 'out', 'grafana-dashboards')).flatMap((name) => {
  const whole = JSON.parse(out('grafana-dashboards', name)) as { readonly panels: readonly unknown[] }
  const framed = { ...whole, panels: whole.panels.slice(0, 2) }
  const single = whole.panels.map((panel) => ({ title: 'One', schemaVersion: 42, panels: [panel] }))
  return [framed, ...single].map((dashboard) => ({
    name: 'dashboard.json',
    text: JSON.stringify(dashboard, undefined, 1),
  }))
})

const others = [
  { name: 'prometheus.yml', text: out('prometheus.yml') },
  { name: 'alertmanager.yml', text: out('alertmanager', 'alertmanager.yml') },
  { name: 'docker-compose.yml', text: out('docker-compose.yml') },
  {
    name: 'metrics.prom',
    text: readFileSync(join(root, 'test', 'documents', 'exposition', 'fixtures', 'metrics.prom'), 'utf8'),
  },
]

const queries = queriesOf(ours).map(({ expr }) => print(expr))

describe('whatever is read, nothing throws', () => {
  test('random bytes', () => {
    const random = new Random(1)
    for (let count = all / 10; count > 0; count -= 1) {
      const bytes = Buffer.from(
        Array.from({ length: random.below(300) }, () => random.below(random.below(3) === 0 ? 256 : 128)),
      )
      survive(random.pick(['x.yml', 'x.json', 'x.prom']), bytes)
    }
  })

  test.each([
    ['rules', ruleFiles, 2, 0.3],
    ['dashboards', dashboards, 3, 0.2],
    ['other files', others, 4, 0.05],
  ] as const)('random changes of our %s', (_, seeds, seed, share) => {
    const random = new Random(seed)
    const texts = seeds.map(({ text }) => text)
    expect(texts.length).toBeGreaterThan(2)
    for (let count = all * share; count > 0; count -= 1) {
      const { name, text } = random.pick(seeds)
      survive(name, Buffer.from(mutate(text, random, texts)))
    }
  })

  test('random changes of our queries, in a rule and in a panel', () => {
    const random = new Random(5)
    for (let count = all * 0.35; count > 0; count -= 1) {
      const expr = mutate(random.pick(queries), random, queries)
      const rule = {
        alert: 'A',
        expr,
        for: '5m',
        labels: { severity: 'critical' },
        annotations: { summary: '{{ $value }}' },
      }
      const panel = { id: 1, type: 'timeseries', title: 'P', targets: [{ refId: 'A', expr, legendFormat: '{{job}}' }] }
      const isRule = random.below(2) === 0
      const whole = isRule ? { groups: [{ name: 'g', rules: [rule] }] } : { title: 'D', uid: 'd', panels: [panel] }
      survive(isRule ? 'rules.yml' : 'dashboard.json', Buffer.from(JSON.stringify(whole)))
    }
  })
})
