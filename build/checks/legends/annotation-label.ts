import type { AlertRule, Annotation } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check } from '../check.ts'
import { alertRulesOf } from '../support/alert-texts.ts'
import { inferenceOf } from '../support/inference.ts'
import { labelsIn } from '../support/legend.ts'
import { groupsByMacro } from './legend-label.ts'

export const annotationLabel: Check = {
  id: 'annotation-label',
  severity: 'error',
  covers: ['G01'],
  about:
    'The title and text of an annotation can only mention labels that the series of its query carry: a mark that says "PyBase" and no version was meant to say which. Series of unknown metrics may have any label; those of ALERTS are known in our own definitions only, where they have the labels of some alert.',
  run: (subject) =>
    subject.dashboards.flatMap(({ annotations }) =>
      annotations.flatMap((annotation) =>
        annotation.texts.flatMap((text) =>
          labelsIn(text)
            .filter(({ name }) => name !== '__name__' && !mayCarry(subject, annotation, name))
            .map(({ name, from, to }) => ({
              place: annotation.place,
              excerpt: { text, from, to },
              what: `The annotation tells ${name}, and no series of its query has that label.`,
              next: `Keep ${name} in the query, or tell a label that is there.`,
            })),
        ),
      ),
    ),
}

function mayCarry(subject: Subject, annotation: Annotation, label: string): boolean {
  const { expr } = annotation
  const isPossible = inferenceOf(subject, annotation).value.labels.isPossible(label)
  const isOfAlerts = expr.is === 'selector' && expr.metric === 'ALERTS'
  if (!isPossible || !isOfAlerts || subject.model === undefined) return isPossible || groupsByMacro(expr)
  const builtIn = ['alertname', 'alertstate']
  return builtIn.includes(label) || alertRulesOf(subject).some((alert) => alertHas(subject, alert, label))
}

/** An alert has the labels of its series and its own. */
const alertHas = (subject: Subject, { labels, query }: AlertRule, label: string): boolean =>
  Object.hasOwn(labels, label) || inferenceOf(subject, query).value.labels.isPossible(label)
