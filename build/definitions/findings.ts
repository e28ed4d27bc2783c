import { posix } from 'node:path'
import type { Diagnostic } from '../findings/diagnostic.ts'
import type { Problem } from '../findings/problem.ts'
import { causesIn } from './causes.ts'
import { followersOf, importersOf } from './followers.ts'
import { offsetOf } from './source.ts'
import { meets, type Source } from './source-file.ts'
import { ofLanguage, ofText, ofType, type Told } from './told.ts'
import type { TypeFault } from './types/compiler.ts'
import { isSyntax, isUnknownName } from './types/message.ts'

/** Everything that is wrong with definitions before they are a model: what loading them and what their types say. */
export interface Wrong {
  readonly problems: readonly Problem[]
  readonly faults: readonly TypeFault[]
}

/** The definitions' files, by their paths relative to the repository, whose path ends in a slash. */
export interface Sources {
  readonly root: string
  readonly all: readonly Source[]
  of(file: string): Source
}

/**
 * One finding for each cause, in the order of the files. The words of the language say best what is wrong with their
 * arguments, the types know names; what follows from another finding waits until that is mended.
 */
export function findingsOf({ problems, faults }: Wrong, sources: Sources): readonly Diagnostic[] {
  const { root } = sources
  const fileOf = ({ file = 'tsconfig.json' }: TypeFault): string =>
    file.startsWith(root) ? file.slice(root.length) : file
  const byFile = new Map<string, readonly TypeFault[]>()
  for (const fault of faults) byFile.set(fileOf(fault), [...(byFile.get(fileOf(fault)) ?? []), fault])

  const told: Told[] = []
  const settled = new Set<TypeFault>()
  const unparsed = new Set<string>()
  for (const [file, own] of byFile) {
    const syntax = own.find(isSyntax)
    if (syntax === undefined) continue
    unparsed.add(file)
    for (const fault of own) settled.add(fault)
    told.push(ofType(sources.of(file), syntax, root))
  }
  const causes = new Map([...byFile].map(([file, own]) => [file, new Set(causesIn(own, sources.of(file), sources))]))
  for (const problem of problems) {
    const file = problem.spot?.file ?? fileIn(problem)
    if (unparsed.has(file)) continue
    const around = nearTo(problem, sources.of(file), byFile.get(file) ?? [])
    const near = around.filter((fault) => causes.get(file)?.has(fault) && !settled.has(fault))
    for (const fault of around) settled.add(fault)
    const isConsequence = around.length > 0 && near.length === 0 && isException(problem)
    if (!isConsequence) told.push(...toldBest(problem, sources.of(file), near, root))
    for (const fault of byFile.get(file) ?? []) if (isOfSameChain(fault, problem, sources.of(file))) settled.add(fault)
  }
  for (const [file, own] of causes)
    told.push(...[...own].filter((fault) => !settled.has(fault)).map((fault) => ofType(sources.of(file), fault, root)))
  told.push(...sources.all.flatMap(joinedByJavaScript))
  if (told.length === 0) return []
  const exported = withoutTwins(told.map((each) => whereDeclared(each, sources)))
  return withoutFollowers(withoutLostLabels(withoutEchoes(exported, sources)), sources)
    .map(({ diagnostic }) => diagnostic)
    .sort(byPlace)
}

/** `&&` and `||` keep one of two conditions, and nobody hears of the other. */
function joinedByJavaScript(source: Source): readonly Told[] {
  if (!/&&|\|\|/.test(source.text)) return []
  return source.calls
    .filter(({ name, from }) => /^(?:above|below|is|and|or|unless)$/.test(name) && source.code[from - 1] === '.')
    .flatMap((call) => {
      const [, space = '', operator] = /^(\s*)(&&|\|\|)/.exec(source.code.slice(call.to)) ?? []
      if (operator === undefined) return []
      const from = call.to + space.length
      const [kept, word] = operator === '&&' ? ['second', 'and'] : ['first', 'or']
      const what = `Of two conditions JavaScript's ${operator} keeps the ${kept} alone.`
      return [ofText(source, { from, to: from + 2 }, { what, next: `Join them with .${word}(…).` })]
    })
}

/** What is wrong with a declaration, and seen where it is read, is told where it is declared. */
function whereDeclared(each: Told, sources: Sources): Told {
  const { what, next } = each.diagnostic
  const [, path, hidden] = /^([\w./-]+\.ts) exports no (\w+)\.$/.exec(what) ?? []
  const [, list] = /^(\w+) is a list of any texts/.exec(what) ?? []
  const from = posix.join(posix.dirname(each.source.file), path ?? '')
  const source = list
    ? each.source
    : sources.all.find(({ file }) => path !== undefined && (file === path || file === from))
  const at = source?.statements.find(
    ({ name, text }) => name === (list ?? hidden) && /^(?:const|export const) /.test(text),
  )
  if (source === undefined || at === undefined || (list === undefined && at.text.startsWith('export'))) return each
  const place = { from: at.from, to: at.from + (at.text.indexOf('=') === -1 ? 5 : at.text.indexOf('=') - 1) }
  if (list !== undefined) return ofText(source, place, { what, next })
  return ofText(source, place, {
    what: `${hidden} is read elsewhere, and not exported.`,
    next: `Write export const ${hidden}.`,
  })
}

const withoutTwins = (all: readonly Told[]): readonly Told[] =>
  all.filter(
    (each, index) =>
      all.findIndex(
        (other) =>
          other.source === each.source &&
          other.at?.from === each.at?.from &&
          other.diagnostic.what === each.diagnostic.what,
      ) === index,
  )

const fileIn = ({ where }: Problem): string => /^[\w./-]+?\.(?:ts|json|md)(?=$|:| )/.exec(where)?.[0] ?? where

/**
 * The faults of the call that a problem is about; one of a whole file is about what it imports and exports. Where JavaScript
 * stumbles and says not where, every fault of the file may be why.
 */
function nearTo(problem: Problem, source: Source, faults: readonly TypeFault[]): readonly TypeFault[] {
  const { spot } = problem
  const offset = spot && offsetOf(source.text, spot.line, spot.column)
  if (offset === undefined && isException(problem)) return faults
  if (offset === undefined || source.isImport(offset))
    return faults.filter(
      (fault) => (isUnknownName(fault) && source.isImport(fault.from)) || source.isDefault(fault.from),
    )
  const reach = source.reachOf(offset)
  return faults.filter((fault) => meets(reach, fault))
}

/** A word that was given something wrong makes TypeScript miscount the arguments of the words behind it. */
function isOfSameChain({ code, from }: TypeFault, { spot }: Problem, source: Source): boolean {
  if (spot === undefined || code !== miscounted) return false
  const offset = offsetOf(source.text, spot.line, spot.column)
  return source.statementAt(from) === source.statementAt(offset) && source.reachOf(from).from <= offset && offset < from
}
const miscounted = 2554

/** A name that is not there is why a word was given nothing; else a word knows its arguments better than the types do. */
function toldBest(problem: Problem, source: Source, near: readonly TypeFault[], root: string): readonly Told[] {
  const { spot } = problem
  const byTypes = (faults: readonly TypeFault[]) => faults.map((fault) => ofType(source, fault, root))
  const names = near.filter(isUnknownName)
  if (isException(problem) && near.length > 0) return byTypes(spot !== undefined && names.length > 0 ? names : near)
  const offset = spot && offsetOf(source.text, spot.line, spot.column)
  const isItsOwn = names.some(({ from }) => offset !== undefined && Math.abs(from - offset) <= 1)
  return names.length > 0 && !isItsOwn ? byTypes(names) : [ofLanguage(source, problem, near)]
}

/** Whether JavaScript stumbled, rather than that something was refused. */
const isException = ({ what }: Pick<Problem, 'what'>): boolean => what.startsWith('The file cannot be loaded')

/** Without files that cannot be loaded, it is not said where, because one that they import cannot. */
function withoutEchoes(all: readonly Told[], sources: Sources): readonly Told[] {
  const isEcho = ({ at, diagnostic }: Told): boolean => at === undefined && isException(diagnostic)
  const wrong = new Set(all.filter((each) => !isEcho(each)).map(({ source }) => source.file))
  const affected = importersOf(wrong, sources.all)
  return all.filter((each) => !isEcho(each) || !affected.has(each.source.file))
}

/** Without labels that a sentence mentions, where the condition that would carry them is refused. */
function withoutLostLabels(all: readonly Told[]): readonly Told[] {
  const statementOf = ({ source, at }: Told) => at && source.statementAt(at.from)?.from
  const isLabel = ({ source, at, diagnostic }: Told): boolean =>
    diagnostic.check === 'types' && at !== undefined && source.text.slice(0, at.from).endsWith('labels.')
  const refused = all.filter(({ diagnostic }) => diagnostic.check === 'definition')
  return all.filter(
    (each) =>
      !isLabel(each) ||
      !refused.some((other) => other.source === each.source && statementOf(other) === statementOf(each)),
  )
}

/** Without those that are wrong only because what they read is, which is told. */
function withoutFollowers(all: readonly Told[], sources: Sources): readonly Told[] {
  const placed = all.map(({ source, at }) => ({ source, statement: at && source.statementAt(at.from) }))
  const wrong = placed.flatMap(({ source, statement }) => (statement === undefined ? [] : [{ source, statement }]))
  const follows = followersOf(wrong, sources.all)
  return all.filter(({ mayFollow }, index) => {
    const { source, statement } = placed[index] ?? {}
    return !mayFollow || source === undefined || statement === undefined || !follows({ source, statement })
  })
}

function byPlace({ place: a }: Diagnostic, { place: b }: Diagnostic): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  const [one, other] = [a.position, b.position]
  return (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0)
}
