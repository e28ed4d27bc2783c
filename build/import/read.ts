import { basename, dirname } from 'node:path'
import { Cursor } from '../checks/read/cursor.ts'
import { documentsOf } from '../checks/read/documents.ts'
import { isListOfGroups, type Part, partsOf } from '../checks/read/kind.ts'
import { areLogQl, isLogQl } from '../checks/read/left.ts'
import { Spots, UnreadableText } from '../checks/read/located.ts'
import type { FileText } from '../checks/read/text.ts'
import { toClassic } from '../convert/classic.ts'
import { Unconvertible } from '../convert/converted.ts'
import { printable } from '../printable.ts'
import type { Problem } from '../problem.ts'

export type Json = Readonly<Record<string, unknown>>

/** A dashboard of a file in the classic form. */
export interface ReadDashboard {
  readonly file: string
  /** The name under which its file was known, without a folder or an ending. */
  readonly stem: string
  /** The folder of the file, below the one that was named. */
  readonly folder: string
  readonly json: Json
}

/** A rule as it is written. */
export interface ReadRule {
  readonly kind: 'alert' | 'record'
  readonly name: string
  readonly expr: string
  readonly for: string | undefined
  readonly keepFiringFor: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

export interface ReadGroup {
  readonly name: string
  /** What else is told of it: `interval`, `limit`. */
  readonly about: Json
  readonly rules: readonly ReadRule[]
}

export interface ReadRules {
  readonly file: string
  readonly stem: string
  readonly groups: readonly ReadGroup[]
}

/** What is taken over from files, what is left out of it, and what is wrong with the files. */
export interface Read {
  readonly dashboards: readonly ReadDashboard[]
  readonly rules: readonly ReadRules[]
  /** Sentences: what is recognized and not imported. */
  readonly left: readonly string[]
  readonly problems: readonly Problem[]
}

interface Draft {
  readonly dashboards: ReadDashboard[]
  readonly rules: ReadRules[]
  readonly left: string[]
  readonly problems: Problem[]
}

const named = 'Name dashboards of Grafana, or rule files of Prometheus, or folders of them.'

/** Reads every dashboard and rule of texts. Never throws: what cannot be read is a problem. `below` is the folder that was named. */
export function readAll(texts: readonly FileText[], below: (file: string) => string): Read {
  const draft: Draft = { dashboards: [], rules: [], left: [], problems: [] }
  for (const each of texts) readOne(each, below(each.file), draft)
  return draft
}

function readOne({ file, text, isNamed }: FileText, below: string, draft: Draft): void {
  const wrong = (where: string, what: string, next: string) =>
    draft.problems.push({ where, what: printable(what), next })
  const before = draft.dashboards.length + draft.rules.length + draft.left.length + draft.problems.length
  const spots = new Spots(text)
  try {
    const documents = text.trim() === '' ? [] : documentsOf(file, text, spots)
    for (const document of documents) {
      const root = Cursor.of({ file, text, ...document })
      if (isListOfGroups(root)) readGroups(file, root.items, draft)
      else readDocument({ file, below, root }, draft)
    }
  } catch (error) {
    if (error instanceof Unconvertible) wrong(file, error.message, error.next)
    else if (error instanceof UnreadableText) {
      const { line, column } = spots.position(error.at)
      wrong(`${file}:${line}:${column}`, error.message, 'Correct the file, or export it again; nothing was imported.')
    } else throw error
  }
  const after = draft.dashboards.length + draft.rules.length + draft.left.length + draft.problems.length
  if (isNamed && after === before) wrong(file, 'There is no dashboard and no rule in this file.', named)
}

interface Document {
  readonly file: string
  readonly below: string
  readonly root: Cursor
  /** The name of a file inside a manifest. */
  readonly inner?: string
}

function readDocument(document: Document, draft: Draft): void {
  const { file, root } = document
  const kind = root.get('kind').text
  if (kind === 'ConfigMap' || kind === 'GrafanaDashboard') {
    const inside =
      kind === 'ConfigMap'
        ? root.get('data').entries
        : ([[`${root.get('metadata', 'name').text}.json`, root.get('spec', 'json')]] as const)
    for (const [name, cursor] of inside)
      if (name.endsWith('.json') && cursor.text !== undefined)
        for (const each of documentsOf(name, cursor.text))
          readDocument({ ...document, inner: name, root: Cursor.of({ file, text: cursor.text, ...each }) }, draft)
    return
  }
  for (const part of partsOf(root)) readPart(document, part, draft)
}

function readPart({ file, below, inner }: Document, { kind, root, uid }: Part, draft: Draft): void {
  const stem = stemOf(inner ?? file)
  const folder = below === '.' ? '' : below
  if (kind === 'dashboard') {
    const json = uid === undefined ? root.record : { ...root.record, uid }
    draft.dashboards.push({ file, stem, folder, json })
  } else if (kind === 'dashboard-v2') {
    const { classic, losses } = toClassic(root.record)
    draft.dashboards.push({ file, stem, folder, json: classic })
    for (const { where, what } of losses) draft.left.push(`${file}: ${where} ${what}`)
  } else if (kind === 'rules') readGroups(file, root.get('groups').items, draft)
  else if (kind === 'grafana-alerts') draft.left.push(`${file}: alerts that Grafana evaluates itself are not imported.`)
}

const stemOf = (file: string): string => basename(file).replace(/(?:\.json|\.ya?ml|\.rules)+$/i, '')

function readGroups(file: string, items: readonly Cursor[], draft: Draft): void {
  const groups: ReadGroup[] = []
  for (const group of items) {
    const name = group.get('name').text ?? ''
    const exprs = group.get('rules').items.map((rule) => rule.get('expr').text ?? '')
    if (exprs.some(isLogQl) || areLogQl(exprs)) {
      draft.left.push(`${file}: the group ${name} asks Loki, and is not imported.`)
      continue
    }
    const { name: _, rules: __, ...about } = group.record
    groups.push({
      name,
      about: Object.fromEntries(Object.entries(about).map(([key]) => [key, writtenOf(group.get(key))])),
      rules: group.get('rules').items.flatMap((rule) => readRule(file, name, rule, draft)),
    })
  }
  if (groups.length > 0 && !draft.rules.some((each) => each.file === file)) {
    draft.rules.push({ file, stem: stemOf(file), groups })
    return
  }
  const known = draft.rules.findIndex((each) => each.file === file)
  const rules = draft.rules[known]
  if (rules !== undefined) draft.rules[known] = { ...rules, groups: [...rules.groups, ...groups] }
}

/** A duration is a text, also where YAML has read it otherwise. */
const writtenOf = (cursor: Cursor): unknown =>
  cursor.isRecord || cursor.isList ? cursor.value : (cursor.number ?? cursor.text ?? null)

function readRule(file: string, group: string, rule: Cursor, draft: Draft): readonly ReadRule[] {
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
  const known = ['alert', 'record', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations']
  for (const [key] of rule.entries)
    if (!known.includes(key)) draft.left.push(`${file} › ${group} › ${name}: the field ${key} is not imported.`)
  return [
    {
      kind: alert === undefined ? 'record' : 'alert',
      name,
      expr,
      for: rule.get('for').text,
      keepFiringFor: rule.get('keep_firing_for').text,
      labels: textsOf(rule.get('labels')),
      annotations: textsOf(rule.get('annotations')),
    },
  ]
}

const textsOf = (cursor: Cursor): Readonly<Record<string, string>> =>
  Object.fromEntries(cursor.entries.map(([key, value]) => [key, value.text ?? '']))

/** The folder of a file below the one that was named. */
export const folderBelow = (named: string, file: string): string => {
  const own = dirname(file)
  return own === named || !own.startsWith(`${named}/`) ? '' : own.slice(named.length + 1)
}
