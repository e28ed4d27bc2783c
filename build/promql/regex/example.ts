import { compile } from './compile.ts'
import { parse } from './parse.ts'
import type { Chosen, Node } from './tree.ts'

/** A value that a pattern matches as a whole, not empty where it can be; `undefined` where none was found. */
export const exampleOf = (pattern: string): string | undefined => {
  const { error, literals, matches } = compile(pattern)
  if (error !== undefined) return undefined
  const found = literals?.find((literal) => literal !== '') ?? written(parse(pattern).root, 0, 0)
  return matches(found) === true ? found : undefined
}

/** At most `most` values that a pattern matches, none empty, each another: of `/v[12]/.+` `/v1/a` and `/v2/0`. */
export function examplesOf(pattern: string, most: number): readonly string[] {
  const { error, literals, matches } = compile(pattern)
  if (error !== undefined) return []
  const { root } = parse(pattern)
  const found = literals ?? Array.from({ length: 2 * most }, (_, at) => written(root, 0, at))
  return [...new Set(found)].filter((each) => each !== '' && matches(each) === true).slice(0, most)
}

/** More repetitions than anybody reads. */
const mostTimes = 20

/** What a node matches: of several ways the one that stands at `way`, counted round. */
function written(node: Node, depth: number, way: number): string {
  if (depth > 50) return ''
  const inside = (each: Node) => written(each, depth + 1, way)
  switch (node.is) {
    case 'one':
      return letterOf(node.of, way)
    case 'edge':
      return ''
    case 'sequence':
      return node.parts.map(inside).join('')
    case 'choice':
      return atRound(
        node.parts.map(inside).filter((part) => part !== ''),
        way,
      )
    case 'repeat':
      return inside(node.node).repeat(Math.min(mostTimes, Math.max(node.least, node.most === 0 ? 0 : 1)))
    case 'group':
      return inside(node.node)
  }
}

const letters = [
  ...new Set(['a', '0', '1', '-', ...Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)), ' ']),
]

const letterOf = (chosen: Chosen, way: number): string => atRound(letters.filter(chosen), way)

const atRound = (of: readonly string[], at: number): string => of[at % of.length] ?? ''
