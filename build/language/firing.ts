import type { Firing } from './alert.ts'
import { refuse } from './demands/demand.ts'
import { aLabelOf } from './demands/labels.ts'

/**
 * What the sentence of an alert may mention. Whatever else it asks for is refused: `undefined` must never reach the
 * person who is woken.
 */
export const firing = <L extends string>(alert: string, value: string, labels: readonly L[]): Firing<L> =>
  only(alert, 'what a description is given', {
    value,
    labels: only(
      alert,
      'its condition',
      Object.fromEntries(labels.map((label) => [label, `{{ $labels.${label} }}`])) as Firing<L>['labels'],
    ),
  })

/** The object, which answers to its own keys and to no other, neither as text nor as a whole. */
const only = <T extends object>(alert: string, what: string, known: T): T =>
  new Proxy(known, {
    get: (_, key) => {
      if (typeof key === 'string' && Object.hasOwn(known, key)) return known[key as keyof T]
      const asked = typeof key === 'symbol' || key === 'toString' || key === 'toJSON' ? 'all of it as one text' : key
      refuse(`alert ${alert}`, aLabelOf(Object.keys(known), what).faults(asked, 'what its description mentions'))
      return undefined
    },
  })
