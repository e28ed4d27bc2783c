import { PromqlError } from '../../promql/error.ts'
import { parse } from '../../promql/parse.ts'
import { expressionText } from '../expression.ts'
import type { Spot } from './protocol.ts'

/** What somebody pasted, as a rule file, and the way back from there to what was pasted. */
export interface Pasted {
  readonly is: 'file' | 'rule' | 'expression'
  readonly text: string
  /** Where a place of the rule file stands in what was pasted. */
  readonly spot: (line: number, column: number, length: number) => Spot
}

/** A rule file, rules that were cut out of one, or an expression: told by what is in it. */
export function pastedOf(text: string): Pasted {
  if (fieldsOf('groups|spec|kind|apiVersion|items').test(text)) return wholeText(text)
  if (fieldsOf('alert|record|expr').test(text)) return ofRules(text)
  return isYaml(text) ? wholeText(text) : ofExpression(text)
}

const fieldsOf = (names: string): RegExp =>
  new RegExp(`(?:^|[{,])[ \\t]*(?:-[ \\t]+)?["']?(?:${names})["']?[ \\t]*:`, 'm')

/** A configuration of another kind: the reader of files says what it is. */
function isYaml(text: string): boolean {
  if (!/^[ \t]*[\w-]+:(?:[ \t]|$)/m.test(text)) return false
  try {
    parse(text)
    return false
  } catch (error) {
    if (error instanceof PromqlError) return true
    throw error
  }
}

/** A text that is taken as it is. */
export const wholeText = (text: string): Pasted => ({
  is: 'file',
  text,
  spot: (line, column, length) => spotIn(text, line, column, length),
})

const head = 'groups:\n- name: pasted\n  rules:\n'
const headLines = 3

/** Rules as they stand in a file, with or without the dash of a list. */
function ofRules(text: string): Pasted {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => /\S/.test(line) && !/^\s*#/.test(line))
  const isList = /^\s*-\s/.test(lines[first] ?? '')
  const inside = lines.slice(first + 1).find((line) => /\S/.test(line) && !/^\s*#/.test(line)) ?? ''
  const [own, others] = [indentOf(lines[first] ?? ''), indentOf(inside)]
  // Who marks a rule with the mouse leaves the blanks before its first line.
  const lost = isList && own === 0 && others > 2 ? others - 2 : 0
  const before = (line: number): string =>
    line === first ? ' '.repeat(2 + lost) + (isList ? '' : '- ') : isList ? '  ' : '    '
  return {
    is: 'rule',
    text: head + lines.map((each, line) => (each === '' ? '' : before(line) + each)).join('\n'),
    spot: (line, column, length) =>
      spotIn(text, line - headLines, column - before(line - headLines - 1).length, length),
  }
}

const indentOf = (line: string): number => line.length - line.trimStart().length

/** The text of its file is JSON: only what is said of the expression itself has a place. */
const ofExpression = (text: string): Pasted => ({
  is: 'expression',
  text: expressionText(text),
  spot: () => ({ from: 0, to: text.length }),
})

/** The letters from a place on, counted from 1, and no more than its line has. */
function spotIn(text: string, line: number, column: number, length: number): Spot {
  let start = 0
  for (let at = 1; at < line; at += 1) {
    const end = text.indexOf('\n', start)
    if (end === -1) break
    start = end + 1
  }
  const end = text.indexOf('\n', start)
  const last = end === -1 ? text.length : end
  const from = Math.min(last, start + Math.max(0, column - 1))
  return { from, to: Math.min(last, from + Math.max(1, length)) }
}
