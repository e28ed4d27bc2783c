import { PromqlError, type Span } from './error.ts'
import { unquote } from './literal.ts'
import { sortMatchers } from './print.ts'
import { locate } from './spans.ts'
import type { Part } from './syntax.ts'
import type { Matcher, Selector } from './tree.ts'

/** `metric{label="value"}`; a quoted name in the braces, which Prometheus 3 allows, becomes a matcher of `__name__`. */
export function lowerSelector(part: Part): Selector {
  const name = part.find('Identifier')
  const metric = name?.text
  // The grammar takes this operator for a name, Prometheus does not.
  if (name && metric?.toLowerCase() === 'atan2') throw new PromqlError(`Unexpected "${metric}".`, name)
  const braces = part.find('LabelMatchers')
  const parts = braces?.parts ?? []
  const matchers = parts.map(lowerMatcher)
  const second =
    metric === undefined
      ? braces?.all('QuotedLabelName')[1]
      : parts.find((_, index) => matchers[index]?.label === '__name__')
  if (second) throw new PromqlError('This selector already has a metric name.', second)
  return { is: 'selector', ...(metric === undefined ? {} : { metric }), matchers: sortMatchers(matchers) }
}

function lowerMatcher(part: Part): Matcher {
  if (part.kind === 'QuotedLabelName') return locate({ label: '__name__', op: '=', value: labelName(part) }, part)
  const value = part.need('StringLiteral')
  const label = part.find('LabelName') ?? part.need('QuotedLabelName')
  const matcher: Matcher = {
    label: labelName(label),
    op: matchOp(part.need('MatchOp').text),
    value: unquote(value.text, value.from),
  }
  return locate(matcher, part, { label, value })
}

const matchOp = (text: string): Matcher['op'] => (text === '!=' || text === '=~' || text === '!~' ? text : '=')

/** The label names in the parentheses of `by`, `without`, `on`, `ignoring` and `group_left`. */
export const labelNames = (list: Part): readonly string[] => list.parts.map(listedName)

function listedName(part: Part): string {
  // The grammar takes these words for names, Prometheus does not.
  if (/^(?:without|nan|inf)$/i.test(part.text)) throw new PromqlError(`Unexpected "${part.text}".`, part)
  return labelName(part)
}

/** Where each of these names stands. */
export const labelSpans = (list: Part): Readonly<Record<string, Span>> =>
  Object.fromEntries(list.parts.map((part) => [labelName(part), part]))

function labelName(part: Part): string {
  const quoted = part.find('StringLiteral')
  return quoted ? unquote(quoted.text, quoted.from) : part.text
}
