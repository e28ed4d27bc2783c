import { UnreadableText } from './located.ts'
import { readYaml, type YamlDocument } from './yaml.ts'

/** A YAML text without what cannot be read of it. */
export interface Mended {
  readonly documents: readonly YamlDocument[]
  /** The parts that were left out: why, where that shows, and the text. */
  readonly left: readonly { readonly what: string; readonly at: number; readonly text: string }[]
}

/** In lines from 0, the second not included. */
interface Part {
  readonly from: number
  readonly to: number
}

/** After so many broken parts the file is of another kind. */
const mostLeft = 50

/**
 * Reads a YAML text part by part: a rule, job or group that cannot be read alone, or at which the whole cannot, is left out,
 * and the others keep their places. `undefined` where that helps nothing.
 */
export function readMended(text: string): Mended | undefined {
  const lines = text.split('\n')
  const starts = startsOf(lines)
  const left: Mended['left'][number][] = []
  const leaveOut = ({ from, to }: Part, what: string, at: number): void => {
    left.push({ what, at, text: lines.slice(from, to).join('\n') })
    // Blanks keep the offsets of all that follows.
    for (let line = from; line < to; line += 1) lines[line] = ' '.repeat(lines[line]?.length ?? 0)
  }
  for (const head of [rule, container]) {
    for (const part of partsOf(lines, head)) {
      if (left.length >= mostLeft) break
      const error = errorOf(lines.slice(part.from, part.to).join('\n'))
      if (error !== undefined) leaveOut(part, error.message, (starts[part.from] ?? 0) + error.at)
    }
    for (let round = 0; left.length < mostLeft && round < mostLeft; round += 1) {
      const whole = lines.join('\n')
      const error = errorOf(whole)
      if (error === undefined) return left.length === 0 ? undefined : { documents: readYaml(whole), left }
      const line = whole.slice(0, error.at).split('\n').length - 1
      const part = partsOf(lines, head).findLast(({ from, to }) => from <= line && line < Math.max(to, from + 1))
      if (part === undefined || isElsewhere(lines, part, error)) break
      leaveOut(part, error.message, error.at)
    }
  }
  return undefined
}

/** Whether the same is wrong without the part, as with a quote that was opened long before it. */
function isElsewhere(lines: readonly string[], { from, to }: Part, error: UnreadableText): boolean {
  const rest = lines.map((line, at) => (at < from || at >= to ? line : ' '.repeat(line.length)))
  const other = errorOf(rest.join('\n'))
  return other?.at === error.at && other.message === error.message
}

const rule = /^(\s*)- +["']?(?:alert|record|job_name)["']?\s*:/
const container = /^(\s*)- +["']?\w+["']?\s*:/

/** Where the members of lists stand: from a dash to the next line that stands no further right, or that begins another. */
function partsOf(lines: readonly string[], head: RegExp): readonly Part[] {
  return lines.flatMap((line, from): readonly Part[] => {
    const indentation = head.exec(line)?.[1]
    if (indentation === undefined) return []
    // A tab, which YAML does not take for indentation, is somebody's idea of one.
    const isBeyond = (each: string): boolean =>
      each.trim() !== '' &&
      !/^ *\t/.test(each) &&
      (each.search(/\S/) <= indentation.length || (head === rule && rule.test(each)))
    let to = from + 1
    while (to < lines.length && !isBeyond(lines[to] ?? '')) to += 1
    return [{ from, to }]
  })
}

function startsOf(lines: readonly string[]): readonly number[] {
  let at = 0
  return lines.map((line) => {
    const start = at
    at += line.length + 1
    return start
  })
}

function errorOf(text: string): UnreadableText | undefined {
  try {
    readYaml(text)
    return undefined
  } catch (error) {
    if (error instanceof UnreadableText) return error
    throw error
  }
}
