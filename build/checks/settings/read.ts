import { Cursor } from '../../documents/cursor.ts'
import { Spots, UnreadableText } from '../../documents/located.ts'
import { readYaml } from '../../documents/yaml.ts'
import { placeText } from '../../findings/diagnostic.ts'
import type { Problem } from '../../findings/problem.ts'
import { nearest } from '../../nearest.ts'
import { parseDuration } from '../../promql/duration.ts'
import { PromqlError } from '../../promql/error.ts'
import { compile } from '../../promql/regex/compile.ts'
import type { Settings } from './settings.ts'
import { type Shape, settingsShape } from './shape.ts'

/** The settings in a text, or everything that is wrong with it, with the nearest word that is known. */
export function readSettings(file: string, text: string, checks: readonly string[]): Settings | readonly Problem[] {
  const problems: Problem[] = []
  try {
    const [document] = readYaml(text)
    if (document === undefined || document.value === null) return {}
    const value = read(Cursor.of({ file, text, ...document }), settingsShape, [])
    return problems.length > 0 ? problems : (value as Settings)
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error
    const position = new Spots(text).position(error.at)
    return [{ where: placeText({ file, path: [], position }), what: error.message, next: 'Correct it.' }]
  }

  function wrong(at: Cursor, path: readonly string[], what: string, next: string): undefined {
    problems.push({ where: placeText(at.place(path)), what, next })
    return undefined
  }

  function known(at: Cursor, path: readonly string[], word: string, words: readonly string[], kind: string): boolean {
    if (words.includes(word)) return true
    const meant = nearest(word, words)
    const few = words.length > 20 ? 'out/reference/checks.md lists them.' : `There are ${words.join(', ')}.`
    wrong(at, path, `There is no ${kind} ${word}.`, meant === undefined ? few : `Did you mean ${meant}?`)
    return false
  }

  function read(at: Cursor, shape: Shape, path: readonly string[]): unknown {
    switch (shape.is) {
      case 'object': {
        if (!at.isRecord)
          return wrong(at, path, 'This should be a mapping.', `Keys: ${Object.keys(shape.members).join(', ')}.`)
        for (const need of shape.needs ?? [])
          if (!at.get(need).isThere) wrong(at, path, `The key ${need} is missing.`, 'Add it.')
        const entries = at.entries.flatMap(([key, value]) => {
          const member = Object.hasOwn(shape.members, key) ? shape.members[key] : undefined
          if (member !== undefined) return [[key, read(value, member, [...path, key])] as const]
          known(value, path, key, Object.keys(shape.members), 'key')
          return []
        })
        return Object.fromEntries(entries)
      }
      case 'mapping':
        if (!at.isRecord) return wrong(at, path, 'This should be a mapping.', 'Write "name: value" on each line.')
        return Object.fromEntries(
          at.entries.map(([key, value]) => {
            if (shape.keys === 'checks') known(value, path, key, checks, 'check')
            return [key, read(value, shape.of, [...path, key])]
          }),
        )
      case 'list':
        if (!at.isList) return wrong(at, path, 'This should be a list.', 'Begin each entry with "- ".')
        return at.items.map((item) => read(item, shape.of, path))
      default:
        return word(at, shape, path)
    }
  }

  function word(
    at: Cursor,
    shape: Exclude<Shape, { of: Shape } | { members: unknown }>,
    path: readonly string[],
  ): unknown {
    const { text: said } = at
    if (said === undefined) return wrong(at, path, 'This should be a text.', 'Put it in quotes.')
    if (shape.is === 'check') known(at, path, said, checks, 'check')
    if (shape.is === 'one of') known(at, path, said, shape.values, 'value')
    if (shape.is === 'pattern') {
      const { error } = compile(said)
      if (error !== undefined) wrong(at, path, `This is no regular expression of RE2: ${error}.`, 'Correct it.')
    }
    if (shape.is !== 'duration') return said
    try {
      return parseDuration(said) / 1000
    } catch (error) {
      if (!(error instanceof PromqlError)) throw error
      return wrong(at, path, error.message, 'Write a duration such as 30m.')
    }
  }
}
