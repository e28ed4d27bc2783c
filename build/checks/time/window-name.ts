import type { Rule } from '../../documents/views.ts'
import { selectors } from '../../promql/rewrite.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { rulesOf } from '../support/rules.ts'
import { inWords, secondsOf, type Window, windowsOf } from '../support/windows.ts'

/** `rate5m`, `increase_1h`: an operation and its window, in the last part of a rule's name. */
const named = /(?:rate|increase|delta|changes|over_time|avg|max|min|sum|count)_?(\d+(?:ms|[smhdw]))(?![a-z0-9])/

export const windowName: Check = {
  id: 'window-name',
  severity: 'error',
  covers: ['R11'],
  isLocal: true,
  about:
    'A recording rule whose name ends in an operation and a window, such as `job:errors:rate5m`, computes over that window, or reads another rule that does. A rate that it promises is none of `increase()`, and not the counter itself. Everybody who reads the name chooses thresholds and other windows by it.',
  run: (subject) =>
    rulesOf(subject).flatMap(({ rule }) => {
      const promised = rule.kind === 'recording' ? windowIn(rule.name) : undefined
      if (promised === undefined) return []
      const windows = [...windowsOf(rule.query.expr)]
      const read = selectors(rule.query.expr).flatMap(({ metric = '' }) => windowIn(metric) ?? [])
      const seconds = [...windows.map((window) => window.seconds), ...read]
      const other = otherOperation(rule, windows, read.length > 0)
      if (other !== undefined) return [other]
      if (seconds.length === 0 || seconds.some((each) => each === undefined || each === promised)) return []
      const [first] = windows
      const [least = 0] = seconds
      return [
        {
          place: rule.place,
          ...(first === undefined ? {} : { query: { ...rule.query, culprit: first.node, part: 'range' } }),
          what: `The name ${rule.name} promises a window of ${inWords(promised)}, and the rule computes over ${inWords(least)}.`,
          next: 'Correct the name or the window.',
        },
      ]
    }),
}

/** A rate that is promised where nothing is read through a window, or by how much something has grown. */
function otherOperation(
  { name, place, query }: Rule,
  windows: readonly Window[],
  readsRule: boolean,
): Finding | undefined {
  if (!/rate_?\d+[smhdw]$/.test(name) || readsRule) return undefined
  const about = { place, query: { ...query, culprit: query.expr }, next: 'Correct the name or the expression.' }
  if (windows.length === 0) {
    const isRead = selectors(query.expr).some(({ metric = '' }) => !metric.includes(':'))
    return isRead
      ? { ...about, what: `The name ${name} promises a rate, and the rule reads no window at all.` }
      : undefined
  }
  const [first] = windows
  // Divided by its seconds, or by another of the same window, growth is a rate or a share again.
  const isScaled = [...walk(query.expr)].some((node) => node.is === 'binary' && (node.op === '/' || node.op === '*'))
  if (first === undefined || isScaled || !windows.every(({ fn }) => fn === 'increase')) return undefined
  return {
    ...about,
    what: `The name ${name} promises a rate, and the rule computes by how much something grows within ${first.node.range}.`,
  }
}

function windowIn(name: string): number | undefined {
  const [, window] = named.exec(name.split(':').at(-1) ?? '') ?? []
  return window === undefined || !name.includes(':') ? undefined : secondsOf(window)
}
