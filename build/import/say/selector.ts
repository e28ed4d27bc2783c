import { matching, not } from '../../language/labels.ts'
import type { AnyMetric } from '../../language/metric.ts'
import { compile } from '../../promql/regex/compile.ts'
import type { Matcher, Selector } from '../../promql/tree.ts'
import { type Code, call, list, object, quoted } from '../code.ts'
import { besides, calling, type Given, type Said, type Scope, saysTheSame, using } from './said.ts'

/** A selector without its range: the metric, narrowed. `undefined` where the catalog has none of its name. */
export function saySelector(selector: Selector, scope: Scope): Said | undefined {
  if (selector.metric === undefined || selector.at !== undefined) return undefined
  const handle = scope.handle(selector.metric, selector.matchers)
  if (handle === undefined) return undefined
  const metric: Said = {
    code: handle.code,
    value: handle.metric,
    window: undefined,
    offset: selector.offset,
    isPlain: false,
  }
  const { range: _, ...instant } = selector
  const narrowed = narrow(metric, besides(handle, selector.matchers))
  return narrowed !== undefined && saysTheSame(narrowed, instant) ? narrowed : undefined
}

/** The metric with matchers: as `where` says them, or else as they are. */
function narrow(metric: Said, matchers: readonly Matcher[]): Said | undefined {
  if (matchers.length === 0) return metric
  const owned = narrowedByWhere(metric, matchers)
  if (owned !== undefined) return owned
  const given = matchers.map(
    ({ label, op, value }): Given => ({
      code: list([label, op, value].map(quoted)),
      value: [label, op, value],
    }),
  )
  return using('only', [metric, ...given], true)
}

function narrowedByWhere(metric: Said, matchers: readonly Matcher[]): Said | undefined {
  let said: Said | undefined = metric
  // Two matchers of one label need two calls.
  for (const group of groupsOf(matchers)) {
    const entries = group.map((matcher) => [matcher.label, wanted(matcher)] as const)
    if (entries.some(([, value]) => value === undefined)) return undefined
    const given: Given = {
      code: object(entries.map(([label, value]) => [label, value?.code ?? ''])),
      value: Object.fromEntries(entries.map(([label, value]) => [label, value?.value])),
    }
    said = said && calling(said, 'where', [given])
  }
  return said !== undefined && isAsked(said.value as AnyMetric, matchers) ? said : undefined
}

const isAsked = (metric: AnyMetric, matchers: readonly Matcher[]): boolean =>
  JSON.stringify(metric.matchers.slice(-matchers.length)) ===
  JSON.stringify(matchers.map(({ label, op, value }) => ({ label, op, value })))

function groupsOf(matchers: readonly Matcher[]): readonly (readonly Matcher[])[] {
  const groups: Matcher[][] = []
  for (const matcher of matchers) {
    const last = groups.at(-1)
    if (last === undefined || last.some(({ label }) => label === matcher.label)) groups.push([matcher])
    else last.push(matcher)
  }
  return groups
}

/** What `where` takes for a matcher. */
function wanted({ op, value }: Matcher): Given | undefined {
  if (value.trim() === '') return undefined
  const isNegated = op.startsWith('!')
  const negated = (given: Given, make: () => unknown): Given =>
    isNegated ? { code: call('not', ...(listed(given.code) ?? [given.code])), value: make() } : given
  if (op === '=' || op === '!=') {
    return negated({ code: quoted(value), value }, () => not(value))
  }
  const values = value.split('|')
  const [first = '', ...others] = values
  if (others.length > 0 && values.every((each) => /^[\w -]+$/.test(each)) && new Set(values).size === values.length)
    return negated({ code: list(values.map(quoted)), value: values }, () => not(first, ...others))
  const pattern = compile(value)
  if (pattern.error !== undefined || pattern.matches('') === true) return undefined
  return negated({ code: call('matching', quoted(value)), value: matching(value) }, () => not(matching(value)))
}

const listed = (code: Code): readonly Code[] | undefined =>
  typeof code !== 'string' && code.is === 'list' ? code.items : undefined
