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
for (const n of names.slice(0, 5)) {
  const lines = (texts.get(n) ?? '').split('\n')
  for (const [at, line] of lines.entries()) {
    const muts: string[] = []
    if (/^\s*#/.test(line) || line.trim() === '') continue
    const num = /(\d{4,5})/.exec(line)
    if (num) muts.push(line.replace(num[1]!, String(Number(num[1]) + 1)))
    const word = /[:\-]\s+'?([A-Za-z_.\/$~-][^\s'"]{3,})/.exec(line)
    if (word) muts.push(line.replace(word[1]!, word[1]!.slice(0, 2) + 'q' + word[1]!.slice(3)))
    muts.push('\u0000delete')
    for (const m of muts) {
      const l = [...lines]
      if (m === '\u0000delete') l.splice(at, 1); else l[at] = m
      let said: any[] = []
      try { said = run([n, l.join('\n')]).filter((d) => !known.has(key(d))) } catch (e) { console.log('THROW', n, line, e); continue }
      console.log(said.length === 0 ? 'SURVIVED' : `caught ${[...new Set(said.map((d) => d.check))].slice(0, 3)}`, n, at + 1, m === '\u0000delete' ? `delete: ${line.trim()}` : `${line.trim()} -> ${m.trim()}`)
    }
  }
}
