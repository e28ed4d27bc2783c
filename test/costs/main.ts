import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ranges } from '../../build/costs/asked.ts'
import { writeOpenMetrics } from '../../build/data/openmetrics.ts'
import { plan } from '../../build/data/plan.ts'
import { synthesise } from '../../build/data/synthetic.ts'
import { readDefinitions } from '../../build/definitions/read.ts'
import type { Definitions } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { startPrometheus } from '../support/prometheus.ts'
import { agreement } from './agreement.ts'
import { measured } from './measure.ts'

// What the recording rules of the dashboards save, by the statistics of a real Prometheus over the synthetic day, and whether
// panels are answered the same. `npm run test:costs -- [PROMETHEUS PROMTOOL]`

const [prometheus = 'prometheus', promtool = 'promtool'] = process.argv.slice(2)
const root = process.cwd()
const { definitions } = await readDefinitions(root, 'none')
if (definitions === undefined) throw new Error('The definitions do not build: see `npm run build`.')

/** The same without a recording rule that panels read by themselves. */
const unrecorded = (all: Definitions): Definitions => ({
  ...all,
  groups: all.groups.map((each) => ({
    ...each,
    value: {
      ...each.value,
      rules: each.value.rules.filter((rule) => rule.type !== 'recording' || Object.keys(rule.marks).length > 0),
    },
  })),
})
const after = resolve(definitions)
const before = resolve(unrecorded(definitions))

const folder = mkdtempSync(join(tmpdir(), 'costs-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const data = join(folder, 'data')
const day = plan(before)
const week = ranges['7d'] * 1000
console.log('Writing the synthetic day, and that of a week before …')
await writeOpenMetrics(synthesise(day), join(folder, 'day.om'), new AbortController().signal)
execFileSync(promtool, [
  'tsdb',
  'create-blocks-from',
  '--max-block-duration=744h',
  '--quiet',
  'openmetrics',
  join(folder, 'day.om'),
  data,
])

const every = after.stack.evaluationInterval
const settings = {
  folder,
  config: `global: { scrape_interval: ${after.stack.scrape.interval}, evaluation_interval: ${every} }\n`,
  retention: '100y',
}
console.log('Recording …')
{
  await using server = await startPrometheus(prometheus, settings)
  for (const back of [week, 0]) {
    const rules = join(folder, `rules-${back}`)
    mkdirSync(rules)
    const [start, end] = [day.begin - back, day.now - back].map((time) => String(Math.floor(time / 1000)))
    const files = readdirSync(join(root, 'out', 'alerts')).filter((file) => file === 'recorded.yml')
    execFileSync(promtool, [
      ...['tsdb', 'create-blocks-from', 'rules', '--start', start ?? '', '--end', end ?? ''],
      ...['--url', server.url, '--eval-interval', every, '--output-dir', rules],
      ...files.map((file) => join(root, 'out', 'alerts', file)),
    ])
    for (const block of readdirSync(rules)) cpSync(join(rules, block), join(data, block), { recursive: true })
  }
}

await using server = await startPrometheus(prometheus, settings)
const end = Math.floor(day.now / 1000) - 60
const rows: string[][] = []
let isApart = false
for (const range of ['1h', '24h', '7d'] as const) {
  const [then, now] = [await measured(server, before, range, end), await measured(server, after, range, end)]
  const sum = (of: typeof then, dashboard: string) =>
    of.filter((each) => each.dashboard === dashboard).reduce((total, { samples }) => total + samples, 0)
  for (const { title } of after.dashboards) {
    const [was, is] = [sum(then, title), sum(now, title)]
    rows.push([range, title, was.toLocaleString('en'), is.toLocaleString('en'), `${((100 * is) / was).toFixed(1)}%`])
  }
  for (const [at, each] of now.entries()) {
    const other = then[at]
    if (other === undefined) continue
    const told = agreement(other, each)
    if (told === undefined) continue
    isApart ||= !told.holds
    console.log(`${range} ${told.holds ? 'agrees' : 'DIFFERS'} ${each.where}: ${told.text}`)
  }
}
for (const row of rows) console.log(row.join(' | '))
if (isApart) process.exitCode = 1
