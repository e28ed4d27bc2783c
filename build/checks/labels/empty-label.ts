import type { Check } from '../check.ts'
import { inferenceOf } from '../support/inference.ts'
import { rulesOf } from '../support/rules.ts'

export const emptyLabel: Check = {
  id: 'empty-label',
  severity: 'error',
  covers: ['N11'],
  isLocal: true,
  about:
    'A label that a rule adds has a value: to Prometheus an empty one is a label that is not there, so no route, inhibition or query finds the rule by it. Emptying a label that the series carry takes it away, and is left alone.',
  run: (subject) =>
    rulesOf(subject).flatMap(({ rule: { place, labels, query } }) =>
      Object.entries(labels)
        .filter(
          ([label, value]) => value.trim() === '' && !inferenceOf(subject, query).value.labels.may.includes(label),
        )
        .map(([label]) => ({
          place,
          what: `The label ${label} is empty, which is the same as no label ${label}.`,
          next: 'Give it a value, or leave it out.',
        })),
    ),
}
