/** A line of an exposition: what it says of a family, a sample, or the end of an OpenMetrics text. */
export type Line =
  | { readonly is: 'help' | 'type' | 'unit'; readonly family: string; readonly text: string }
  | {
      readonly is: 'sample'
      readonly name: string
      readonly labels: Readonly<Record<string, string>>
      readonly value: number
    }
  | { readonly is: 'end' }
  | { readonly is: 'nothing' }

/** Text that is no line of an exposition; `at` is the offset of the culprit. */
export class ExpositionError extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.name = 'ExpositionError'
    this.at = at
  }
}

const comment = /^#[ \t]+(HELP|TYPE|UNIT)[ \t]+("(?:\\.|[^"\\])*"|\S+)(?:[ \t]+(.*))?$/

/** Reads one line of Prometheus' text format or of OpenMetrics. Throws `ExpositionError`. */
export function readLine(line: string): Line {
  let end = line.length
  while (end > 0 && ' \t\r'.includes(line.charAt(end - 1))) end -= 1
  const text = line.slice(0, end)
  if (text === '# EOF') return { is: 'end' }
  if (text.trimStart() === '') return { is: 'nothing' }
  if (!text.trimStart().startsWith('#')) return readSample(text)
  const [, what, family, rest = ''] = comment.exec(text.trimStart()) ?? []
  if (what === undefined || family === undefined) return { is: 'nothing' }
  const is = what === 'HELP' ? 'help' : what === 'TYPE' ? 'type' : 'unit'
  return { is, family: unquoted(family), text: is === 'help' ? unescaped(rest) : rest }
}

const spaces = /[ \t]*/y
const metricName = /[a-zA-Z_:][a-zA-Z0-9_:]*/y
const labelName = /[a-zA-Z_][a-zA-Z0-9_]*|"(?:\\.|[^"\\])*"/y
const quoted = /"(?:\\.|[^"\\])*"/y
const word = /[^ \t]+/y

function readSample(text: string): Line {
  let at = 0
  const take = (token: RegExp): string | undefined => {
    token.lastIndex = at
    const found = token.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }
  const fail = (expected: string) => {
    const found = text.slice(at, at + 20)
    return new ExpositionError(
      `${expected} must stand here, not ${found === '' ? 'the end of the line' : JSON.stringify(found)}.`,
      at,
    )
  }
  const skip = (letter: string): boolean => {
    take(spaces)
    if (text[at] !== letter) return false
    at += 1
    take(spaces)
    return true
  }

  take(spaces)
  let name = take(metricName)
  const labels: Record<string, string> = Object.create(null)
  if (skip('{')) {
    while (!skip('}')) {
      const label = take(labelName)
      if (label === undefined) throw fail('A label')
      if (skip('=')) {
        const value = take(quoted)
        if (value === undefined) throw fail('A label value in double quotes')
        labels[unquoted(label)] = unquoted(value)
      } else if (label.startsWith('"') && name === undefined) name = unquoted(label)
      else throw fail('A "="')
      if (!skip(',') && text[at] !== '}') throw fail('A "," or "}"')
    }
  }
  if (name === undefined) throw fail('The name of a metric')
  take(spaces)
  const value = readValue(take(word))
  if (value === undefined) throw fail('A number')
  return { is: 'sample', name, labels, value }
}

const number = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i

/** `undefined` for text that Prometheus reads as no number. */
function readValue(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (number.test(text)) return Number(text)
  const special = /^([-+]?)(?:(inf|infinity)|nan)$/i.exec(text)
  if (special === null) return undefined
  if (special[2] === undefined) return Number.NaN
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

const unquoted = (text: string): string => (text.startsWith('"') ? unescaped(text.slice(1, -1)) : text)

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (whole, letter: string) => (letter === 'n' ? '\n' : '\\"'.includes(letter) ? letter : whole))
