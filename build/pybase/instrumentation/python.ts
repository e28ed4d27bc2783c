// Python as black writes it, which a test has black confirm.

const widest = 88

/** Code on one line, or something in brackets after what stands before them: `buckets=[1.0, 5.0]`. */
export type Python = string | Bracketed

interface Bracketed {
  readonly before: string
  readonly brackets: '()' | '[]' | '{}'
  readonly items: readonly Python[]
  /** One item a line, even if all of them fit on one. */
  readonly spread: boolean
}

/** Items on one line where they fit, such as a tuple's. */
export const inline = (before: string, brackets: Bracketed['brackets'], items: readonly Python[]): Python => ({
  before,
  brackets,
  items,
  spread: false,
})

/** One item a line. */
export const spread = (before: string, brackets: Bracketed['brackets'], items: readonly Python[]): Python => ({
  before,
  brackets,
  items,
  spread: true,
})

/** The text of some code, without a newline at its end. */
export function print(python: Python, margin = '', after = ''): string {
  const line = margin + onOneLine(python) + after
  if (typeof python === 'string' || (!isSpread(python) && line.length <= widest)) return line
  const { before, brackets, items } = python
  return [
    margin + before + brackets[0],
    ...items.map((item) => print(item, `${margin}    `, ',')),
    margin + brackets[1] + after,
  ].join('\n')
}

function onOneLine(python: Python): string {
  if (typeof python === 'string') return python
  const { before, brackets, items } = python
  const comma = brackets === '()' && items.length === 1 ? ',' : ''
  return before + brackets[0] + items.map(onOneLine).join(', ') + comma + brackets[1]
}

const isSpread = (python: Python): boolean =>
  typeof python !== 'string' && ((python.spread && python.items.length > 0) || python.items.some(isSpread))

/** A string literal: in double quotes, unless single ones need fewer backslashes. */
export function pythonString(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1)
  const doubles = text.split('"').length
  const singles = text.split("'").length
  return doubles > singles ? `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : `"${escaped}"`
}

/** A number as Python prints a float: `600.0`. */
export const pythonFloat = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value))
