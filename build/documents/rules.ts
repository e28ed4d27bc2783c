import type { Place } from '../findings/diagnostic.ts'
import { nearest } from '../nearest.ts'
import { own } from '../own.ts'
import { parseDuration } from '../promql/duration.ts'
import { PromqlError } from '../promql/error.ts'
import type { Cursor } from './cursor.ts'
import { areLogQl, isLogQl } from './left.ts'
import type { Reading } from './reading.ts'
import type { Rule, RuleFile, RuleGroup } from './views.ts'

/** Groups whose rules ask something that is no Prometheus, by their type. */
const others: Readonly<Record<string, string | undefined>> = { vlogs: 'VictoriaLogs rule', graphite: 'Graphite rule' }

const fields = {
  file: ['groups', 'namespace'],
  // The last line is what Thanos, Mimir and VictoriaMetrics add.
  group: [
    ...['name', 'interval', 'query_offset', 'limit', 'labels', 'rules'],
    ...['partial_response_strategy', 'source_tenants', 'evaluation_delay', 'align_evaluation_time_on_interval'],
    ...['concurrency', 'type', 'headers', 'notifier_headers', 'debug', 'eval_offset', 'eval_delay', 'eval_alignment'],
    ...['tenant', 'params', 'federated'],
  ],
  rule: [
    ...['record', 'alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations'],
    ...['debug', 'update_entries_limit'],
  ],
} as const

/** Reads `groups`: of a rule file, or of a PrometheusRule's or VMRule's `spec`. */
export function readRules(root: Cursor, reading: Reading, isOfVictoria: boolean): RuleFile {
  if (root.get('apiVersion').text === undefined) knownFields(root, 'file', [], reading)
  const groups = root.get('groups')
  if (groups.isThere && !groups.isList)
    reading.fault('malformed-file', groups.place(['groups']), 'groups is no list.', 'Begin each group with "- name:".')
  const names = new Set<string>()
  const read = reading.most(root, 'groups', groups.items)
  return { file: root.file, groups: read.flatMap((group) => readGroup(group, names, reading, isOfVictoria)) }
}

function readGroup(group: Cursor, names: Set<string>, reading: Reading, isOfVictoria: boolean): readonly RuleGroup[] {
  const name = group.get('name').text ?? ''
  const place = group.place([name || 'a group without a name'])
  const fault = (what: string, next: string) => reading.fault('malformed-file', place, what, next)
  if (!group.isRecord) {
    fault('A group is a mapping with a name and rules, and this is none.', 'Write "- name: …" and "rules:" below it.')
    return []
  }
  if (name === '') fault('The group has no name.', 'Give it a name that no other group of the file has.')
  else if (names.has(name))
    fault(`Two groups of the file are named ${name}.`, 'Rename one, or put their rules together.')
  names.add(name)
  knownFields(group, 'group', place.path, reading)
  const rules = group.get('rules')
  if (rules.isThere && !rules.isList)
    fault('The rules of the group are no list.', 'Begin each with "- alert:" or "- record:".')
  // Loki's ruler has groups of the same form, whose queries are of another language.
  const exprs = rules.items.map((rule) => rule.get('expr').text ?? '')
  // The ruler of VictoriaMetrics is told whom to ask.
  const other = own(others, group.get('type').text ?? '')
  if (other !== undefined || exprs.some(isLogQl) || areLogQl(exprs)) {
    reading.leave(other ?? 'Loki rule', rules.items.length)
    // Its ruler writes what they record to where the others are read from.
    for (const rule of rules.items) {
      const name = rule.get('record').text
      if (name !== undefined) reading.recorded.add(name)
    }
    return []
  }
  const interval = group.get('interval')
  const queryOffset = group.get('query_offset')
  const labels = texts(group.get('labels'), 'label', place, reading)
  return [
    {
      name,
      place,
      interval: interval.isThere ? seconds(interval, place.path, reading) : undefined,
      ...(queryOffset.isThere ? { queryOffset: seconds(queryOffset, place.path, reading) } : {}),
      rules: reading
        .most(group, 'rules', rules.items)
        .flatMap((rule) => readRule(rule, { path: place.path, labels, isOfVictoria }, reading) ?? []),
    },
  ]
}

/** What a rule has from its group. */
interface Outer {
  readonly path: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly isOfVictoria: boolean
}

function readRule(rule: Cursor, { path, labels: shared, isOfVictoria }: Outer, reading: Reading): Rule | undefined {
  const record = rule.get('record')
  const alert = rule.get('alert')
  const head = alert.isThere ? alert : record
  const name = head.text ?? ''
  const inside = [...path, name || 'a rule without a name']
  const place = head.isThere ? head.place(inside) : rule.place(inside)
  const fault = (what: string, next: string) => reading.fault('malformed-file', place, what, next)

  if (record.text !== undefined) reading.recorded.add(record.text)
  if (!rule.isRecord || name === '') {
    fault('A rule is a mapping with "alert" or "record", and this is none.', 'Name what the rule alerts of or records.')
    return undefined
  }
  if (record.isThere && alert.isThere)
    fault(`The rule both records ${record.text} and alerts of ${alert.text}.`, 'Make two rules of it.')
  knownFields(rule, 'rule', inside, reading)
  const expr = rule.get('expr')
  if ((expr.text ?? '').trim() === '') {
    fault(
      expr.isThere ? 'The expression of the rule is empty or no text.' : 'The rule has no expr.',
      'Write the query after "expr:".',
    )
    return undefined
  }
  const labels = texts(rule.get('labels'), 'label', place, reading, shared)
  const annotations = texts(rule.get('annotations'), 'annotation', place, reading)
  const query = reading.query(expr, inside)
  // A check may tell of the expression at its rule.
  expr.toldAt(place)
  const duration = (field: string): number =>
    rule.get(field).isThere ? (seconds(rule.get(field), inside, reading) ?? 0) : 0
  const waits = { for: duration('for'), keepFiringFor: duration('keep_firing_for') }
  if (alert.isThere) return query && { kind: 'alert', name, place, query, ...waits, labels, annotations }

  if (!/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name))
    fault(
      `${name} is no name of a series: it has other characters than letters, digits, "_" and ":".`,
      'Name it level:metric:operations.',
    )
  // The ruler of VictoriaMetrics lets them alone.
  for (const field of isOfVictoria ? [] : ['for', 'keep_firing_for', 'annotations'])
    if (rule.get(field).isThere)
      fault(`A recording rule takes no ${field}.`, `Remove ${field}, or make the rule an alert.`)
  return query && { kind: 'recording', name, place, query, labels }
}

/** Labels or annotations, over those that are shared: Prometheus takes every plain value as text. */
function texts(
  cursor: Cursor,
  what: string,
  place: Place,
  reading: Reading,
  shared: Outer['labels'] = {},
): Outer['labels'] {
  // Without a prototype: a label may be named `constructor`.
  const found: Record<string, string> = Object.assign(Object.create(null), shared)
  const fault = (at: Cursor, told: string, next: string) =>
    reading.fault('malformed-file', at.place(place.path), told, next)
  if (cursor.isThere && !cursor.isRecord)
    fault(cursor, `The ${what}s are no mapping.`, `Write each ${what} as "name: text".`)
  for (const [name, value] of reading.most(cursor, `${what}s`, cursor.entries)) {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name))
      fault(value, `${name} is no name of a ${what}.`, 'Use letters, digits and "_", and begin with a letter.')
    if (value.isThere && value.text === undefined)
      fault(value, `The ${what} ${name} is a list or mapping, not a text.`, 'Put the text in quotes, or after "|".')
    found[name] = value.toldAt(place)
  }
  return found
}

/** A Prometheus duration in seconds; `undefined`, and a finding, for other text. */
export function seconds(cursor: Cursor, path: readonly string[], reading: Reading): number | undefined {
  // The only duration that Prometheus takes without a unit.
  if (cursor.text === '0') return 0
  try {
    return parseDuration(cursor.text ?? '') / 1000
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error
    const what = cursor.text === undefined ? 'This should be a duration.' : error.message
    reading.fault('malformed-file', cursor.place(path), what, 'Write a duration such as 30s, 5m or 1h30m.')
    return undefined
  }
}

/** After so many of one mapping somebody meant another kind of file. */
const mostTold = 20

/** Prometheus refuses a whole file for one field that it does not know. */
function knownFields(cursor: Cursor, of: keyof typeof fields, path: readonly string[], reading: Reading): void {
  const known: readonly string[] = fields[of]
  const strange = cursor.entries.filter(([name]) => !known.includes(name))
  for (const [name, value] of strange.slice(0, mostTold)) {
    const meant = nearest(name, known)
    reading.fault(
      'malformed-file',
      value.place(path),
      `A ${of === 'file' ? 'rule file' : of} has no field ${name}, and Prometheus refuses the whole file for it.`,
      meant === undefined ? 'Remove it, or move it to where it belongs.' : `Did you mean ${meant}?`,
    )
  }
}
