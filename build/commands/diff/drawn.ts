import { alertsOf } from '../../checks/support/rules.ts'
import type { Numbers, Played } from '../../diff/change.ts'
import { comparedLines } from '../../explain/compared.ts'
import { legend } from '../../explain/drawing.ts'
import { settingsFor, usualSettings } from '../../explain/explain.ts'
import { subjectOfFiles } from '../../model/subject-of-files.ts'

/** More letters take longer to play than a reader of a comment waits for, and are seldom only numbers. */
const longest = 2_000

/** What the same series do to an alert before and after its numbers changed, as lines; none where that shows nothing. */
export function drawnLines({ before, after }: Numbers): readonly string[] {
  if (before.expr.length > longest || after.expr.length > longest) return []
  const text = JSON.stringify({ groups: [{ name: 'compared', rules: [ruleOf(before), ruleOf(after)] }] })
  const subject = subjectOfFiles([{ file: 'compared.yml', isNamed: true, text }], { own: undefined, foreign: [] })
  const [old, now] = alertsOf(subject).map(({ rule }) => rule)
  if (old === undefined || now === undefined) return []
  const lines = comparedLines(old, now, { subject, settings: settingsFor(usualSettings, undefined), findings: [] })
  return lines.length === 0 ? [] : [...lines, legend]
}

const ruleOf = ({ expr, for: hold, keepFiringFor }: Played) => ({
  alert: 'Compared',
  expr,
  for: hold,
  keep_firing_for: keepFiringFor,
})
