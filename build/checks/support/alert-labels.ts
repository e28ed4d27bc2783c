import type { AlertLabels } from '../../documents/routes.ts'
import type { AlertRule } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { own } from '../../own.ts'
import { inferenceOf } from './inference.ts'

/** What is known of the labels of an alert: its name, what its rule adds, and what its series carry. */
export function labelsOf(subject: Subject, { name, labels, query }: AlertRule): AlertLabels {
  const { value } = inferenceOf(subject, query)
  return (label) => {
    if (label === 'alertname') return [name]
    const written = own(labels, label)
    if (written !== undefined) return written.includes('{{') ? undefined : [written]
    if (subject.scraping?.externalLabels.includes(label) ?? true) return undefined
    const carried = value.labels.get(label)
    if (carried === undefined) return ['']
    return carried.values === undefined ? undefined : [...carried.values, ...(carried.always ? [] : [''])]
  }
}
