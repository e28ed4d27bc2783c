// What the page that explains alerts takes for 100 rules, each pasted alone: `npm run bench:explain`.

import { spawnSync } from 'node:child_process'
import { alertsOf } from '../../build/checks/support/rules.ts'
import { yamlOf } from '../../build/documents/yaml-text.ts'
import { Engine } from '../../build/explain/page/engine.ts'
import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { subjectOf } from '../../build/subject.ts'
import { root } from '../support/root.ts'
import { medianOf } from './median.ts'

const count = 100
const rounds = 3

const ours = alertsOf(subjectOf(resolve(await load(root)))).map(({ rule }) =>
  yamlOf({ groups: [{ name: 'bench', rules: [{ alert: rule.name, expr: rule.query.text, for: `${rule.for}s` }] }] }),
)
const rules = Array.from({ length: count }, (_, at) => ours[at % ours.length] ?? '')

/** CPU milliseconds of something. */
function cpu(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const cold = cpu(() => new Engine().explain({ rules: ours[0] ?? '', catalog: '', alertmanager: '' }, undefined))
const measured = Array.from({ length: rounds }, () => {
  const engine = new Engine()
  return rules.map((text) => cpu(() => engine.explain({ rules: text, catalog: '', alertmanager: '' }, undefined)))
})
const each = measured.map((all) => all.reduce((sum, ms) => sum + ms, 0) / count)
const slowest = Math.max(...(measured.at(-1) ?? []))
const empty = medianOf(
  Array.from({ length: 5 }, () => {
    const start = performance.now()
    spawnSync(process.execPath, ['-e', '0'])
    return performance.now() - start
  }),
)
console.log(`${count} rules, each pasted alone, node ${process.version}; \`node -e 0\` takes ${empty.toFixed(0)} ms:`)
console.log(`  the first rule           ${cold.toFixed(0)} ms of CPU`)
console.log(`  each of ${count}              ${medianOf(each).toFixed(1)} ms, the slowest ${slowest.toFixed(0)} ms`)
