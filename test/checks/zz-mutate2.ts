import { readFileSync, readdirSync } from 'node:fs'
import { checks } from '../../build/checks/all.ts'
import { diagnose } from '../../build/checks/check.ts'
import { render } from '../../build/checks/render.ts'
import { subjectOfFiles } from '../../build/checks/read/subject.ts'
import { ours } from './subject.ts'
const { model } = ours
if (model === undefined) throw new Error()
const names = ['prometheus.yml', 'docker-compose.yml', 'alertmanager/alertmanager.yml', 'provisioning/datasources/prometheus.yml', 'provisioning/dashboards/pybase.yml', ...readdirSync('out/alerts').map((n) => `alerts/${n}`), ...readdirSync('out/grafana-dashboards').map((n) => `grafana-dashboards/${n}`)]
const texts = new Map(names.map((n) => [n, readFileSync(`out/${n}`, 'utf8')]))
const run = (changed?: [string, string]) => {
  const files = names.map((n) => ({ file: n, text: changed?.[0] === n ? changed[1] : (texts.get(n) ?? ''), isNamed: true }))
  const s = subjectOfFiles(files, { model, foreign: [], isForeignOnly: false })
  return checks.flatMap((c) => diagnose(c, s))
}
process.chdir('out')
const base = run()
console.log('BASE', base.length)
for (const d of base) console.log(render(d))
if (process.argv[2] === 'base') process.exit()
const key = (d: any) => d.check + d.what
const known = new Set(base.map(key))
const ops: [string, RegExp, (m: RegExpExecArray) => string][] = [
  ['matcher label', /\b(\w+)(=~|!~|!=|=)(\\?")/g, (m) => `${m[1]!.slice(0, 1)}q${m[1]!.slice(1)}${m[2]}${m[3]}`],
  ['matcher value', /(\w+(?:=~|!~|!=|=)\\?")([\w-]{3,})/g, (m) => `${m[1]}${m[2]!.slice(0, -1)}q`],
  ['regexp to equality', /=~(\\?")/g, (m) => `=${m[1]}`],
  ['by label', /(by \()(\w+)/g, (m) => `${m[1]}${m[2]}q`],
  ['drop job', /job=~?\\?"[^"\\]*\\?",?/g, () => ''],
  ['up absent', / or absent\(up\{[^}]*\}\)/g, () => ''],
]
const result = new Map<string, [number, number]>()
for (const n of names.slice(5)) {
  const text = texts.get(n) ?? ''
  for (const [op, re, f] of ops) {
    let i = 0
    for (const m of text.matchAll(re)) {
      const line = text.slice(text.lastIndexOf('\n', m.index) + 1, text.indexOf('\n', m.index))
      if (!/expr|\{|by \(/.test(line) || /definition|"query"/.test(line) || /description|summary/.test(line)) continue
      i += 1
      if (n.endsWith('.json') && i % 9 !== 0) continue
      const changed = text.slice(0, m.index) + f(m as RegExpExecArray) + text.slice(m.index + m[0].length)
      const said = run([n, changed]).filter((d) => !known.has(key(d)))
      const r = result.get(op) ?? [0, 0]
      result.set(op, [r[0] + (said.length > 0 ? 1 : 0), r[1] + 1])
      if (said.length === 0) console.log('SURVIVED', op, n, m[0], '->', f(m as RegExpExecArray), '|', line.trim().slice(0, 160))
    }
  }
}
console.log(result)
