import { hasMacro } from '../macros.ts'
import { accepts, patternOf } from '../regex/compile.ts'
import { spanOf } from '../spans.ts'
import type { Matcher, Selector } from '../tree.ts'
import type { Finding } from './finding.ts'

/** Whether the regular expressions compile, and whether something besides an empty selector is asked for. */
export function* checkSelector(selector: Selector): Generator<Finding, void> {
  const { metric, matchers } = selector
  for (const matcher of matchers) yield* checkPattern(matcher)
  if (metric !== undefined && matchers.some(({ label }) => label === '__name__')) {
    yield { message: `metric name must not be set twice: "${metric}"`, ...spanOf(selector) }
  }
  if (metric === undefined && !matchers.some(asksForSomething)) {
    yield {
      message: 'vector selector must contain at least one non-empty matcher',
      hint: 'Every matcher here also accepts series without the label: name a metric, or write .+ instead of .*.',
      ...spanOf(selector),
    }
  }
}

const isPattern = ({ op, value }: Matcher): boolean => (op === '=~' || op === '!~') && !hasMacro(value)

function* checkPattern(matcher: Matcher): Generator<Finding, void> {
  const error = isPattern(matcher) ? patternOf(matcher).error : undefined
  if (error === undefined) return
  const hint = /Perl syntax|\\\d/.test(error) ? { hint: 'RE2 has no lookaround and no backreferences.' } : {}
  yield { message: `error parsing regexp: ${error}`, ...hint, ...(spanOf(matcher, 'value') ?? spanOf(matcher)) }
}

/** Whether a matcher refuses series without its label; one with a macro or that does not compile is left alone. */
/** Whether a matcher refuses series without its label. */
export const asksForSomething = (matcher: Matcher): boolean => hasMacro(matcher.value) || accepts(matcher, '') !== true
