import { dirname } from 'node:path'
import { toClassic } from '../documents/convert/classic.ts'
import { Unconvertible } from '../documents/convert/converted.ts'
import { Cursor } from '../documents/cursor.ts'
import { documentsOf } from '../documents/documents.ts'
import { isListOfGroups, type Part, partsOf } from '../documents/kind.ts'
import { Spots, UnreadableText } from '../documents/located.ts'
import type { FileText } from '../documents/text.ts'
import { printable } from '../findings/printable.ts'
import type { Problem } from '../findings/problem.ts'
import { Comments } from './comments.ts'
import { readManaged } from './managed.ts'
import { keepRest, type ReadRules, readGroups, stemOf } from './read-rules.ts'

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

/** What is taken over from files, what is left out of it, and what is wrong with the files. */
export interface Read {
  readonly dashboards: readonly ReadDashboard[]
  readonly rules: readonly ReadRules[]
  /** Sentences: what is recognized and not imported. */
  readonly left: readonly string[]
  readonly problems: readonly Problem[]
}

export interface Draft {
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
    const comments = new Comments(file, text)
    for (const [at, document] of documents.entries()) {
      // A document begins behind the comments at its head.
      if (at > 0) keepRest(file, comments.until(text.lastIndexOf('\n---', document.from)), draft)
      const root = Cursor.of({ file, text, ...document })
      if (isListOfGroups(root)) readGroups({ file, items: root.items, comments }, draft)
      else readDocument({ file, below, root, comments }, draft)
    }
    keepRest(file, comments.until(text.length), draft)
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
  readonly comments: Comments
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
  if (kind === 'GrafanaAlertRuleGroup') {
    const group = { cursor: root.get('spec'), resource: root.get('metadata', 'name').text }
    readManaged({ file, comments: document.comments, groups: [group] }, draft)
    return
  }
  for (const part of partsOf(root)) readPart(document, part, draft)
}

function readPart({ file, below, inner, comments }: Document, { kind, root, uid }: Part, draft: Draft): void {
  const stem = stemOf(inner ?? file)
  const folder = below === '.' ? '' : below
  if (kind === 'dashboard') {
    const json = uid === undefined ? root.record : { ...root.record, uid }
    draft.dashboards.push({ file, stem, folder, json })
  } else if (kind === 'dashboard-v2') {
    const { classic, losses } = toClassic(root.record)
    draft.dashboards.push({ file, stem, folder, json: classic })
    for (const { where, what } of losses) draft.left.push(`${file}: ${where} ${what}`)
  } else if (kind === 'rules') readGroups({ file, items: root.get('groups').items, comments }, draft)
  else if (kind === 'grafana-alerts')
    readManaged({ file, comments, groups: root.get('groups').items.map((cursor) => ({ cursor })) }, draft)
}

/** The folder of a file below the one that was named. */
export const folderBelow = (named: string, file: string): string => {
  const own = dirname(file)
  return own === named || !own.startsWith(`${named}/`) ? '' : own.slice(named.length + 1)
}
