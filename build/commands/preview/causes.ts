import { followersOf, type Placed } from '../../definitions/followers.ts'
import { type Call, positionOf } from '../../definitions/source.ts'
import { Source } from '../../definitions/source-file.ts'
import { lineDetail } from '../../diff/compare/detail.ts'
import type { Cause } from '../../preview/pictures/job.ts'
import { piecesOf } from '../diff/lines.ts'

/** The definitions of a version, by their paths in the repository: `alerts/slow-tasks.ts`. */
export type DefinitionTexts = ReadonlyMap<string, string>

/** A panel, by the file of its dashboard and what it is called in the versions that have it. */
export interface DefinedPanel {
  readonly file: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Says which definitions changed that a panel is made from: its own first, then those that it reads, directly or through others. */
export function causesBetween(
  before: DefinitionTexts,
  after: DefinitionTexts,
): (panel: DefinedPanel) => readonly Cause[] {
  const [old, now] = [sourcesOf(before), sourcesOf(after)]
  const all = [...now.values()]
  const changed = all.flatMap((source) => changedIn(source, old.get(source.file)))
  const readers = changed.map(({ placed, cause }) => ({ reads: followersOf([placed], all), cause }))
  return ({ file, before: was, after: is }) => {
    const [from, to] = [panelIn(old.get(file), was), panelIn(now.get(file), is)]
    const own = from?.text === to?.text ? [] : [causeOf(file, to?.line, is ?? was ?? '', from?.text, to?.text)]
    const others = to === undefined ? [] : readers.filter(({ reads }) => reads(to.placed)).map(({ cause }) => cause)
    return [...own, ...others]
  }
}

const sourcesOf = (texts: DefinitionTexts): ReadonlyMap<string, Source> =>
  new Map([...texts].map(([file, text]) => [file, new Source(file, text)]))

/** The named statements of a file that say something else than before, or are new. */
function changedIn(source: Source, old: Source | undefined): readonly { placed: Placed; cause: Cause }[] {
  return source.statements.flatMap((statement) => {
    const { name, from } = statement
    if (name === undefined) return []
    const was = old?.statements.find((each) => each.name === name)
    const [before, after] = [was && old && statementText(old, was), statementText(source, statement)]
    if (before === after) return []
    const { line } = positionOf(source.text, from)
    return [{ placed: { source, statement }, cause: causeOf(source.file, line, name, before, after) }]
  })
}

/** Without the comments behind it, which belong to the next statement. */
function statementText({ text }: Source, { from, to }: Placed['statement']): string {
  let rest = text.slice(from, to).trimEnd()
  for (;;) {
    const lastLine = rest.lastIndexOf('\n') + 1
    const comment = rest.endsWith('*/')
      ? rest.lastIndexOf('/*')
      : rest.slice(lastLine).trimStart().startsWith('//')
        ? lastLine
        : -1
    if (comment === -1) return rest
    rest = rest.slice(0, comment).trimEnd()
  }
}

/** The call that makes the panel of this title, read as a statement of its own; none where the title is made up. */
function panelIn(source: Source | undefined, title: string | undefined) {
  const call = source?.calls.find(
    (each) => each.name !== 'row' && title !== undefined && firstText(source, each) === title,
  )
  if (source === undefined || call === undefined) return undefined
  const { from, to } = call
  const statement = { name: undefined, text: source.code.slice(from, to), from, to }
  return {
    line: positionOf(source.text, from).line,
    text: outdented(source.text.slice(from, to)),
    placed: { source, statement },
  }
}

/** The text that a call is given first. */
function firstText({ text }: Source, { opens, to }: Call): string | undefined {
  const [, single, double] = /^\(\s*(?:'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)")/.exec(text.slice(opens, to)) ?? []
  return (single ?? double)?.replace(/\\(.)/g, '$1')
}

/** Moved to the left, so that its last line begins at the margin. */
function outdented(text: string): string {
  const [indent = ''] = /^ */.exec(text.slice(text.lastIndexOf('\n') + 1)) ?? []
  return text.replaceAll(`\n${indent}`, '\n')
}

function causeOf(file: string, line: number | undefined, name: string, before = '', after = ''): Cause {
  const where = `${line === undefined ? file : `${file}:${line}`} › ${name}`
  return { where, lines: piecesOf(lineDetail(before, after)) }
}
