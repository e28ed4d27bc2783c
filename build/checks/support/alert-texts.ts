import type { AlertRule } from '../../documents/views.ts'
import type { Place } from '../../findings/diagnostic.ts'
import { alertsOf, type Ruled } from './rules.ts'
import { readTemplate, type Template } from './template/read.ts'

/** A label or annotation of an alert, which Prometheus expands as a template. */
export interface AlertText {
  readonly alert: AlertRule
  readonly kind: 'label' | 'annotation'
  readonly name: string
  readonly text: string
  readonly template: Template
  readonly place: Place
}

/** Every alert of the subject. */
export const alertRulesOf = (subject: Ruled): readonly AlertRule[] => alertsOf(subject).map(({ rule }) => rule)

const texts = new WeakMap<AlertRule, readonly AlertText[]>()

/** The labels and annotations of one alert, read once for all checks. */
export function textsOf(alert: AlertRule): readonly AlertText[] {
  const known = texts.get(alert) ?? [
    ...Object.entries(alert.labels).map(([name, text]) => textOf(alert, 'label', name, text)),
    ...Object.entries(alert.annotations).map(([name, text]) => textOf(alert, 'annotation', name, text)),
  ]
  texts.set(alert, known)
  return known
}

const textOf = (alert: AlertRule, kind: AlertText['kind'], name: string, text: string): AlertText => ({
  alert,
  kind,
  name,
  text,
  template: readTemplate(text),
  place: { ...alert.place, path: [...alert.place.path, `${kind} ${name}`] },
})

/** The labels and annotations of every alert. */
export const alertTexts = (subject: Ruled): readonly AlertText[] => alertRulesOf(subject).flatMap(textsOf)
