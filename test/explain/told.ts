import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { alertsOf } from '../../build/checks/support/rules.ts'
import { type Explanation, explain, settingsFor, usualSettings } from '../../build/explain/explain.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'
import { root } from '../support/root.ts'

/** A file of the rules that these tests explain. */
export const pathOf = (file: string): string => join(root, 'test', 'explain', 'rules', file)

/** Every alert of a rule file's text, explained without a catalog. */
export function explained(text: string): readonly Explanation[] {
  const subject = subjectOfFiles([{ file: 'rules.yml', isNamed: true, text }], { own: undefined, foreign: [] })
  return alertsOf(subject).map(({ rule, interval }) =>
    explain(rule, { subject, settings: settingsFor(usualSettings, interval), findings: [] }),
  )
}

export const app: readonly Explanation[] = explained(readFileSync(pathOf('app.yml'), 'utf8'))

export function appAlert(name: string): Explanation {
  const found = app.find(({ rule }) => rule.name === name)
  if (found === undefined) throw new Error(`app.yml has no alert ${name}`)
  return found
}

/** An expression as the only alert of a file. */
export function condition(expr: string, more: Readonly<Record<string, string>> = {}): Explanation {
  const [only] = explained(JSON.stringify({ groups: [{ name: 'g', rules: [{ alert: 'A', expr, ...more }] }] }))
  if (only === undefined) throw new Error(`${expr} is no PromQL`)
  return only
}
