import type { FileText } from '../documents/text.ts'
import type { AlertRule, RecordingRule, RuleGroup } from '../documents/views.ts'
import { type Problem, Refused } from '../findings/problem.ts'
import { subjectOfFiles } from '../model/subject-of-files.ts'

/** An alerting rule as a file has it, and the group that it is evaluated in. */
export interface PastAlert {
  readonly rule: AlertRule
  readonly group: RuleGroup
}

/** The rules of some files. */
export interface RuleSet {
  readonly alerts: readonly PastAlert[]
  readonly recordings: readonly RecordingRule[]
}

/** Reads rule files of anybody's. Throws `Refused` (exit 2) with all that is wrong with them, and where there is no alert. */
export function ruleSetOf(texts: readonly FileText[], shown: string): RuleSet {
  const subject = subjectOfFiles(texts, { own: undefined, foreign: [] })
  const problems: readonly Problem[] = [
    ...(subject.faults ?? []).map(({ place, what, next }) => ({ where: where(place), what, next })),
    ...(subject.unparsed ?? []).map(({ place, message }) => ({
      where: where(place),
      what: `This cannot be read as PromQL: ${message}`,
      next: 'Correct the expression.',
    })),
  ]
  if (problems.length > 0) throw new Refused(problems, 2)
  const rules = subject.ruleFiles.flatMap(({ groups }) =>
    groups.flatMap((group) => group.rules.map((rule) => ({ rule, group }))),
  )
  const set = {
    alerts: rules.flatMap(({ rule, group }) => (rule.kind === 'alert' ? [{ rule, group }] : [])),
    recordings: rules.flatMap(({ rule }) => (rule.kind === 'recording' ? [rule] : [])),
  }
  if (set.alerts.length > 0) return set
  throw new Refused({ where: shown, what: 'There is no alert in it.', next: 'Name rule files with alerts.' }, 2)
}

const where = ({ file, position, path }: AlertRule['place']): string =>
  [position === undefined ? file : `${file}:${position.line}`, ...path].join(' › ')
