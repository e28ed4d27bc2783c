import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'
import { rulesOf } from '../support/rules.ts'
import { inWords, secondsOf, windowsOf } from '../support/windows.ts'

/** `rate5m`, `increase_1h`: an operation and its window, in the last part of a rule's name. */
const named = /(?:rate|increase|delta|changes|over_time|avg|max|min|sum|count)_?(\d+(?:ms|[smhdw]))(?![a-z0-9])/

export const windowName: Check = {
  id: 'window-name',
  severity: 'error',
  covers: ['R11'],
  about:
    'A recording rule whose name ends in an operation and a window, such as `job:errors:rate5m`, computes over that window, or reads another rule that does. Everybody who reads the name chooses thresholds and other windows by it.',
  run: (subject) =>
    rulesOf(subject).flatMap(({ rule }) => {
      const promised = rule.kind === 'recording' ? windowIn(rule.name) : undefined
      if (promised === undefined) return []
      const windows = [...windowsOf(rule.query.expr)]
      const read = selectors(rule.query.expr).flatMap(({ metric = '' }) => windowIn(metric) ?? [])
      const seconds = [...windows.map((window) => window.seconds), ...read]
      if (seconds.length === 0 || seconds.some((each) => each === undefined || each === promised)) return []
      const [first] = windows
      const [other = 0] = seconds
      return [
        {
          place: rule.place,
          ...(first === undefined ? {} : { query: { ...rule.query, culprit: first.node, part: 'range' } }),
          what: `The name ${rule.name} promises a window of ${inWords(promised)}, and the rule computes over ${inWords(other)}.`,
          next: 'Correct the name or the window.',
        },
      ]
    }),
}

function windowIn(name: string): number | undefined {
  const [, window] = named.exec(name.split(':').at(-1) ?? '') ?? []
  return window === undefined || !name.includes(':') ? undefined : secondsOf(window)
}
