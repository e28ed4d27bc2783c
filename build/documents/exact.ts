import type { Diagnostic } from '../findings/diagnostic.ts'
import type { Position } from './located.ts'

interface Text {
  readonly text: string
  readonly at: (offset: number) => Position
}

/**
 * The texts of a place, and where their letters stand in the file. Kept beside the places, so that they stay plain, under
 * their position: a check may name a place inside one that was read, and keeps its position.
 */
const texts = new WeakMap<Position, Text[]>()

/** Remembers how a text of the place with this position was written in its file. */
export function remember(position: Position, text: string, at: (offset: number) => Position): void {
  const known = texts.get(position)
  if (known === undefined) texts.set(position, [{ text, at }])
  else known.push({ text, at })
}

/** The diagnostic with the position of its culprit instead of that of the rule or panel, where the file was read. */
export function pinpoint(diagnostic: Diagnostic): Diagnostic {
  const { place, excerpt } = diagnostic
  const known = excerpt && place.position && texts.get(place.position)?.find(({ text }) => text === excerpt.text)
  return known && excerpt ? { ...diagnostic, place: { ...place, position: known.at(excerpt.from) } } : diagnostic
}
