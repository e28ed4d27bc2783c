import { basename } from 'node:path'
import type { Cursor } from '../documents/cursor.ts'
import { areLogQl, isLogQl } from '../documents/left.ts'
import { printable } from '../findings/printable.ts'
import { type Comments, commentsOfPromql } from './comments.ts'
import type { Draft, Json } from './read.ts'

type Lines = readonly string[]

/** A rule as it is written. */
export interface ReadRule {
  readonly kind: 'alert' | 'record'
  readonly name: string
  readonly expr: string
  readonly for: string | undefined
  readonly keepFiringFor: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly comments: {
    readonly before: Lines
    /** By the fields at which they stand. */
    readonly at: ReadonlyMap<string, Lines>
    /** Behind the last rule of a group. */
    readonly after: Lines
  }
}

export interface ReadGroup {
  readonly name: string
  /** What else is told of it: `interval`, `limit`. */
  readonly about: Json
  readonly rules: readonly ReadRule[]
  readonly comments: Lines
}

export interface ReadRules {
  readonly file: string
  readonly stem: string
  readonly groups: readonly ReadGroup[]
  /** At the head of the file, and at its end. */
  readonly comments: { readonly before: Lines; readonly after: Lines }
}

export const stemOf = (file: string): string => basename(file).replace(/(?:\.json|\.ya?ml|\.rules)+$/i, '')

/** Groups of rules of a file, and its comments, which are taken in the order in which they stand. */
interface Groups {
  readonly file: string
  readonly items: readonly Cursor[]
  readonly comments: Comments
}

/** Takes the groups of a document in; a file may have several documents. */
export function readGroups({ file, items, comments }: Groups, draft: Draft): void {
  const groups: ReadGroup[] = []
  const [first] = items
  const head = first === undefined ? [] : comments.untilKey('groups', first.span.from)
  for (const group of items) {
    const name = group.get('name').text ?? ''
    const rules = group.get('rules').items
    const exprs = rules.map((rule) => rule.get('expr').text ?? '')
    if (exprs.some(isLogQl) || areLogQl(exprs)) {
      comments.through(group)
      draft.left.push(`${file}: the group ${name} asks Loki, and is not imported.`)
      continue
    }
    const { name: _, rules: __, ...about } = group.record
    const own = [
      ...comments.until(group.span.from),
      ...(rules[0] === undefined ? [] : comments.untilKey('rules', rules[0].span.from)),
    ]
    const read = rules.flatMap((rule) => readRule({ file, group: name, rule, comments }, draft))
    const after = comments.through(group)
    const last = read.at(-1)
    groups.push({
      name,
      about: Object.fromEntries(Object.entries(about).map(([key]) => [key, writtenOf(group.get(key))])),
      rules: last === undefined ? [] : [...read.slice(0, -1), { ...last, comments: { ...last.comments, after } }],
      comments: last === undefined ? [...own, ...after] : own,
    })
  }
  const known = draft.rules.findIndex((each) => each.file === file)
  const rules = draft.rules[known]
  if (rules !== undefined) {
    const [next, ...others] = groups
    const all = next === undefined ? [] : [{ ...next, comments: [...head, ...next.comments] }, ...others]
    draft.rules[known] = { ...rules, groups: [...rules.groups, ...all] }
  } else if (groups.length > 0)
    draft.rules.push({ file, stem: stemOf(file), groups, comments: { before: head, after: [] } })
}

/** Keeps comments that stand behind all rules of a file. */
export function keepRest(file: string, lines: Lines, draft: Draft): void {
  const known = draft.rules.findIndex((each) => each.file === file)
  const rules = draft.rules[known]
  if (rules === undefined || lines.length === 0) return
  draft.rules[known] = { ...rules, comments: { ...rules.comments, after: [...rules.comments.after, ...lines] } }
}

/** A duration is a text, also where YAML has read it otherwise. */
const writtenOf = (cursor: Cursor): unknown =>
  cursor.isRecord || cursor.isList ? cursor.value : (cursor.number ?? cursor.text ?? null)

interface RuleOf {
  readonly file: string
  readonly group: string
  readonly rule: Cursor
  readonly comments: Comments
}

const members = ['expr', 'for', 'keep_firing_for', 'labels', 'annotations']
const fields = ['alert', 'record', ...members]

function readRule({ file, group, rule, comments }: RuleOf, draft: Draft): readonly ReadRule[] {
  const [alert, record] = [rule.get('alert').text, rule.get('record').text]
  const name = alert ?? record
  const expr = rule.get('expr').text?.trim() ?? ''
  if (name === undefined || expr === '') {
    draft.problems.push({
      where: `${file} › ${printable(group)}${name === undefined ? '' : ` › ${printable(name)}`}`,
      what: name === undefined ? 'This rule has neither alert nor record.' : 'This rule has no expr.',
      next: 'Complete the rule, or remove it; nothing was imported.',
    })
    return []
  }
  for (const [key] of rule.entries)
    if (!fields.includes(key)) draft.left.push(`${file} › ${group} › ${name}: the field ${key} is not imported.`)
  return [
    {
      kind: alert === undefined ? 'record' : 'alert',
      name,
      expr,
      for: rule.get('for').text,
      keepFiringFor: rule.get('keep_firing_for').text,
      labels: textsOf(rule.get('labels')),
      annotations: textsOf(rule.get('annotations')),
      comments: commentsOf(rule, comments),
    },
  ]
}

function commentsOf(rule: Cursor, comments: Comments): ReadRule['comments'] {
  const before = [...comments.until(rule.span.from)]
  const at = new Map<string, Lines>()
  for (const [key, value] of rule.entries) {
    const lines = [...comments.through(value), ...(key === 'expr' ? commentsOfPromql(value.text ?? '') : [])]
    if (!members.includes(key)) before.push(...lines)
    else if (lines.length > 0) at.set(key, lines)
  }
  const last = rule.entries.filter(([key]) => members.includes(key)).at(-1)?.[0]
  const rest = comments.through(rule)
  if (last === undefined) before.push(...rest)
  else if (rest.length > 0) at.set(last, [...(at.get(last) ?? []), ...rest])
  return { before, at, after: [] }
}

const textsOf = (cursor: Cursor): Readonly<Record<string, string>> =>
  Object.fromEntries(cursor.entries.map(([key, value]) => [key, value.text ?? '']))
