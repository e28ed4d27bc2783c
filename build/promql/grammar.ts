import type { Tree } from '@lezer/common'
import { parser } from '@prometheus-io/lezer-promql'
import { PromqlError } from './error.ts'
import { hideMacros } from './macros.ts'

/** Deeper than anybody writes, and shallow enough for every recursive walk of the tree. */
const deepest = 500

/** The grammar's tree of a text. Throws `PromqlError` when it is nested too deeply to be walked. */
export function readTree(text: string): Tree {
  let tree: Tree | undefined
  try {
    tree = parser.parse(hideOffsetMetric(hideOldFunctions(hideTrailingDots(hideMacros(text)))))
    // No character opens more than two levels.
    if (text.length * 2 <= deepest || depthOf(tree) <= deepest) return tree
  } catch (error) {
    // The grammar builds and walks its tree recursively.
    if (!(error instanceof RangeError)) throw error
  }
  throw new PromqlError(`The expression is nested more than ${deepest} levels deep.`, { from: 0, to: text.length })
}

function depthOf(tree: Tree): number {
  let depth = 0
  let most = 0
  tree.iterate({
    enter() {
      depth += 1
      if (depth > most) most = depth
    },
    leave() {
      depth -= 1
    },
  })
  return most
}

/** The grammar does not know the number `1.`; it is read where it stands in the original text, so any number will do. */
const hideTrailingDots = (text: string): string => text.replace(/(?<![\w.])(\d+)\.(?!\d)/g, '0$1')

/** Nor a function that Prometheus 3 renamed: another one of the same length stands in for it. */
const hideOldFunctions = (text: string): string => text.replace(/\bholt_winters(?=\s*\()/g, 'day_of_month')

/** Nor a metric called `offset`; where an operand is due the word can be nothing else. */
const hideOffsetMetric = (text: string): string =>
  text.replace(/\boffset\b(?<=(?:^|[(,+\-*/%^=<>!~]|\b(?:and|or|unless|atan2|bool))\s*offset)/gi, 'offse_')
