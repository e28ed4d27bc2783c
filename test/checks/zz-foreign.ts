import { readFileSync } from 'node:fs'
import { checks } from '../../build/checks/all.ts'
import { subjectOfFiles } from '../../build/checks/read/subject.ts'
import { ours, told } from './subject.ts'
const files = process.argv.slice(3).map((file) => ({ file, text: readFileSync(file, 'utf8'), isNamed: true }))
const only = new Set((process.argv[2] ?? '').split(','))
if (ours.model === undefined) throw new Error()
const subject = subjectOfFiles(files, { model: ours.model, foreign: [], isForeignOnly: false })
for (const check of checks) if (only.has(check.id)) { const said = told(check, subject); if (said) console.log(said) }
