import type { Diagnostic } from '../../findings/diagnostic.ts'
import { compile, type Pattern } from '../../promql/regex/compile.ts'
import type { Choice, Settings } from './settings.ts'

/** The findings as the settings want them: without what is off, with other weights and with owners. `pathOf` is relative to them. */
export function applySettings(
  all: readonly Diagnostic[],
  { paths = [], ...general }: Settings,
  pathOf: (file: string) => string,
): readonly Diagnostic[] {
  const parts = paths.map(({ files, ...choice }) => ({ patterns: files.map(glob), choice }))
  const choices = new Map<string, readonly Choice[]>()
  const choicesFor = (file: string): readonly Choice[] => {
    const path = pathOf(file)
    const known = choices.get(file) ?? [
      general,
      ...parts.flatMap(({ patterns, choice }) => (patterns.some((each) => each.matches(path) === true) ? choice : [])),
    ]
    choices.set(file, known)
    return known
  }
  return all.flatMap((diagnostic) => {
    const { check, place, severity } = diagnostic
    const mine = choicesFor(place.file)
    if (mine.some(({ off = [] }) => off.includes(check))) return []
    const weight = mine.map((choice) => choice.severity?.[check]).findLast((each) => each !== undefined)
    const owner = mine.map((choice) => choice.owner).findLast((each) => each !== undefined)
    return [{ ...diagnostic, severity: weight ?? severity, ...(owner === undefined ? {} : { owner }) }]
  })
}

/** A pattern of a shell: `legacy/**`, `*.json`. A name without a slash stands for itself in any folder. */
function glob(written: string): Pattern {
  const source = written.replace(/\*\*\/|\*\*|[*?.+^${}()|[\]\\]/g, (found) => {
    if (found === '**/') return '(?:.*/)?'
    if (found === '**') return '.*'
    return found === '*' ? '[^/]*' : found === '?' ? '[^/]' : `\\${found}`
  })
  return compile(written.includes('/') ? source.replace(/^\.\//, '') : `(?:.*/)?${source}`)
}
