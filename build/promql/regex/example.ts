import { compile } from './compile.ts'
import { parse } from './parse.ts'
import type { Chosen, Node } from './tree.ts'

/** A value that a pattern matches as a whole, not empty where it can be; `undefined` where none was found. */
export function exampleOf(pattern: string): string | undefined {
  const { error, literals, matches } = compile(pattern)
  if (error !== undefined) return undefined
  const found = literals?.find((literal) => literal !== '') ?? written(parse(pattern).root, 0)
  return matches(found) === true ? found : undefined
}

/** More repetitions than anybody reads. */
const mostTimes = 20

function written(node: Node, depth: number): string {
  if (depth > 50) return ''
  const inside = (each: Node) => written(each, depth + 1)
  switch (node.is) {
    case 'one':
      return letterOf(node.of)
    case 'edge':
      return ''
    case 'sequence':
      return node.parts.map(inside).join('')
    case 'choice':
      return node.parts.map(inside).find((part) => part !== '') ?? ''
    case 'repeat':
      return inside(node.node).repeat(Math.min(mostTimes, Math.max(node.least, node.most === 0 ? 0 : 1)))
    case 'group':
      return inside(node.node)
  }
}

const letters = ['a', '0', '1', '-', ...Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)), ' ']

const letterOf = (chosen: Chosen): string => letters.find(chosen) ?? ''
