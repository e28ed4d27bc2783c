import type { Change } from '../change.ts'
import { grouped, pair } from '../match/pair.ts'
import type { RuleGroupView, RuleView } from '../read/rules.ts'
import type { Version } from '../read/version.ts'
import { alertAdded, alertChanges, alertRemoved } from './alert.ts'
import { diffFields, without } from './fields.ts'
import { fieldLines } from './lines.ts'
import { together } from './namesakes.ts'
import { type Readers, readersOf, recordingAdded, recordingChanges, recordingRemoved } from './recording.ts'
import { namesOf } from './rule-names.ts'

/** A rule with the group in which it stands. */
export interface PlacedRule {
  readonly rule: RuleView
  readonly group: RuleGroupView
}

export function compareRules(before: Version, after: Version): readonly Change[] {
  const groups = pair(before.groups, after.groups, [
    ({ file, name }) => `${file} ${name}`,
    ({ name }) => name,
    ({ rules }) => rules.map(({ name }) => name).join(' ') || undefined,
  ])
  const groupBefore = new Map(groups.pairs.map(([old, now]) => [now, old]))
  const rules = pair(placed(before), placed(after), [
    ({ rule, group }) => `${group.name} ${rule.name} ${labelsOf(rule)} ${rule.query.written}`,
    ({ rule }) => `${rule.kind} ${rule.name} ${rule.query.canonical.text}`,
    ({ rule }) => `${rule.kind} ${rule.name} ${labelsOf(rule)}`,
    ({ rule }) => `${rule.kind} ${rule.name}`,
    // The same condition under another name.
    ({ rule }) => `${rule.kind} ${rule.query.canonical.text}`,
  ])
  const readers = readersOf(after, [before, after].some(isRecording))
  const names = { before: namesOf(before), after: namesOf(after) }
  const nameIn = (version: 'before' | 'after', { rule }: PlacedRule): string => names[version].get(rule) ?? rule.name
  return [
    ...rules.removed.map((each) =>
      each.rule.kind === 'alert'
        ? alertRemoved(partOf(each), nameIn('before', each), each.rule)
        : recordingRemoved(partOf(each), each.rule, readers),
    ),
    ...together(
      rules.pairs.flatMap(([old, now]) => {
        const name = nameIn('after', now)
        const changes = [...changesOf(old, now, name, readers), ...moveOf(old, now, name, groupBefore)]
        return changes.map((change) => ({ rule: now.rule.name, name, change }))
      }),
      countsOf(after),
    ),
    ...rules.added.map((each) =>
      each.rule.kind === 'alert'
        ? alertAdded(partOf(each), nameIn('after', each), each.rule)
        : recordingAdded(partOf(each), each.rule, readers),
    ),
    ...groups.pairs.flatMap(([old, now]) => groupChanges(old, now)),
  ]
}

const placed = ({ groups }: Version): readonly PlacedRule[] =>
  groups.flatMap((group) => group.rules.map((rule) => ({ rule, group })))

const isRecording = (version: Version): boolean => placed(version).some(({ rule }) => rule.kind === 'recording')

const labelsOf = ({ labels }: RuleView): string => JSON.stringify(Object.entries(labels).sort())

const countsOf = (version: Version): ReadonlyMap<string, number> =>
  new Map([...grouped(placed(version), ({ rule }) => rule.name)].map(([name, rules]) => [name, rules.length]))

const partOf = ({ group }: PlacedRule): string => group.file

function changesOf(old: PlacedRule, now: PlacedRule, name: string, readers: Readers): readonly Change[] {
  return now.rule.kind === 'alert'
    ? alertChanges(partOf(now), name, old.rule, now.rule)
    : recordingChanges(partOf(now), old.rule, now.rule, readers)
}

function moveOf(
  old: PlacedRule,
  now: PlacedRule,
  name: string,
  groupBefore: ReadonlyMap<RuleGroupView, RuleGroupView>,
): readonly Change[] {
  if (groupBefore.get(now.group) === old.group) return []
  const what = `${name} moved from group ${old.group.name} to ${now.group.name}`
  return [{ weight: 'appearance', part: partOf(now), what }]
}

function groupChanges(old: RuleGroupView, now: RuleGroupView): readonly Change[] {
  // The labels of a group are told at its rules.
  const fields = diffFields(without(old.json, ['name', 'labels']), without(now.json, ['name', 'labels']))
  const subject = { part: now.file, name: `group ${now.name}` }
  const renamed: readonly Change[] =
    old.name === now.name
      ? []
      : [{ weight: 'appearance', part: now.file, what: `group ${old.name} is now called ${now.name}` }]
  return [...renamed, ...fieldLines(subject, fields, () => 'alerting')]
}
