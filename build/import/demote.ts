import type { Diagnostic } from '../findings/diagnostic.ts'
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
      const lines = (files.get(file) ?? '').split('\n').slice((position?.line ?? 1) - 1)
      let piece = ''
      for (const line of lines) {
        if (line.trimStart().startsWith('//')) continue
        piece = squeezed(piece + line.trim().replace(/^export const \w+ = |^(?:expr|when): /, ''))
        if (piece.length >= longEnough) break
      }
      return piece.length >= longEnough ? [piece] : []
    }),
  )
  return [...questions.textsAt('own'), ...questions.textsAt('plain')].filter((text) =>
    questions.codesOf(text).some((code) => [...pieces].some((piece) => squeezed(flat(code)).includes(piece))),
  )
}

/** Letters by which code is known: a line may hold no more than a bracket. */
const longEnough = 16

/** Without blanks and without the comma at the end, however it was broken over lines. */
const squeezed = (code: string): string => code.replace(/\s+/g, '').replace(/,(?=[)}\]]|$)/g, '')
