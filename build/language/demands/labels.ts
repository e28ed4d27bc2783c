import { nearest } from '../../nearest.ts'
import { type Demand, due, type Fault, isPlain } from './demand.ts'
import { labelled, listed } from './shown.ts'

interface Measured {
  readonly unit: string
}

interface Carrying {
  readonly labels: readonly string[]
}

/** That something says how many values a label may have, without listing them. */
export const openLabel: Demand = due(
  'open, unbounded or httpStatus',
  (value) => isPlain(value) && (value.extent === 'open' || value.extent === 'unbounded'),
  'A label whose values are listed has one of them.',
)

/** That two queries measure the same. */
export const sameUnit = (one: Measured, other: Measured, names: readonly [string, string]): readonly Fault[] =>
  one.unit === other.unit
    ? []
    : [
        {
          what: `${names[0]} measures ${one.unit}, and ${names[1]} measures ${other.unit}.`,
          next: 'Join what has the same unit.',
        },
      ]

/** That two queries have one series for each other. */
export function sameLabels(one: Carrying, other: Carrying, names: readonly [string, string]): readonly Fault[] {
  const [left, right] = [one, other].map(({ labels }) => [...labels].sort())
  if (String(left) === String(right)) return []
  return [
    {
      what: `${names[0]} carries ${labelled(one.labels)}, and ${names[1]} carries ${labelled(other.labels)}.`,
      next: 'Keep the same labels on both sides, with .by().',
    },
  ]
}

/** That something is one of these labels; `of` is what carries them. */
export const aLabelOf = (labels: readonly string[], of = 'the query'): Demand =>
  due(
    `a label of ${of}`,
    (value) => typeof value === 'string' && labels.includes(value),
    (value) => {
      if (Array.isArray(value)) return 'Write labels one after the other, without brackets.'
      const meant = typeof value === 'string' ? nearest(value, labels) : undefined
      if (meant !== undefined) return `Did you mean '${meant}'?`
      return labels.length === 0 ? `It has none.` : `It has ${listed(labels, 'and')}.`
    },
  )
