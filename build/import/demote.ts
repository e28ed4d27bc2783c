import type { Diagnostic } from '../checks/diagnostic.ts'
import { flat } from './code.ts'
import type { Questions } from './questions.ts'

/**
 * The queries, by their canonical texts, that the types refuse in words: what stands on the line of a finding is looked for in
 * the code of each.
 */
export function refusedQueries(
  refused: readonly Diagnostic[],
  files: ReadonlyMap<string, string>,
  questions: Questions,
): readonly string[] {
  const pieces = new Set(
    refused.flatMap(({ place: { file, position } }) => {
      const line = (files.get(file) ?? '').split('\n')[(position?.line ?? 1) - 1] ?? ''
      const piece = squeezed(line.trim().replace(/^export const \w+ = |^\w+: /, ''))
      return piece.length >= 8 ? [piece] : []
    }),
  )
  return [...questions.textsAt('own'), ...questions.textsAt('plain')].filter((text) =>
    questions.codesOf(text).some((code) => [...pieces].some((piece) => squeezed(flat(code)).includes(piece))),
  )
}

/** Without blanks and without the comma at the end, however it was broken over lines. */
const squeezed = (code: string): string => code.replace(/\s+/g, '').replace(/,(?=[)}\]]|$)/g, '')
