import type { AlertRule } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check, Finding } from '../check.ts'
import { alertRulesOf, textsOf } from '../support/alert-texts.ts'
import { distinguishing, keptByName } from '../support/identity.ts'
import { inferenceOf } from '../support/inference.ts'
import { isWrittenByPrometheus } from '../support/known-series.ts'

export const untoldIdentity: Check = {
  id: 'untold-identity',
  severity: 'warning',
  covers: ['N08'],
  isLocal: true,
  about:
    "An alert fires once for each series, and its texts say for which: otherwise three notifications with the same words arrive, and nobody knows which of the disks is full. Every label that the expression keeps by name is told in an annotation, or at least one where it keeps all of a metric's labels. A told node, host or pod tells its instance, an instance or namespace its job, as does the name of an alert that is not about every target, a name tells the id of the same thing, and a link to somewhere tells nothing.",
  run: (subject) => alertRulesOf(subject).flatMap((alert) => untold(subject, alert)),
}

/** Labels in an address choose what a page shows; nobody reads them there. */
const isLink = (text: string): boolean => /^https?:\/\/\S+$/.test(text.replace(/\{\{[^{}]*\}\}/g, '_').trim())

/** What says which target it is, often better than its address does. */
const namesMachine =
  /^(?:exported_)?(?:(?:kubernetes_)?node(?:_?name)?|host(?:_?name)?|alias|pod(?:_name)?|server|machine|vm|target)$/

/** Whether what an id is for is told by its name: of a `vm_id` the `vm_name`, or `vm`. */
const isNamed = (label: string, told: ReadonlySet<string>): boolean => {
  const [, stem] = /^(.+?)_?(?:uu)?id$/i.exec(label) ?? []
  return stem !== undefined && [stem, `${stem}_name`, `${stem}name`, `${stem}Name`].some((name) => told.has(name))
}

function untold(subject: Subject, alert: AlertRule): readonly Finding[] {
  const texts = textsOf(alert).filter(({ kind, text }) => kind === 'annotation' && !isLink(text))
  if (texts.length === 0 || texts.some(({ template }) => template.allLabels || template.faults.length > 0)) return []
  const told = new Set(texts.flatMap(({ template }) => template.labels.map(({ name }) => name)))
  // Braces that Helm is to leave alone: {{`{{`}} $labels.pod {{`}}`}}
  for (const { text } of texts)
    if (text.includes('{{`')) for (const [, name = ''] of text.matchAll(/\$labels\.(\w+)/g)) told.add(name)
  if ([...told].some((label) => namesMachine.test(label))) told.add('instance')
  if (told.has('instance') || told.has('namespace')) told.add('job')
  const identity = distinguishing(inferenceOf(subject, alert.query).value)
  const kept = keptByName(alert.query.expr)
  const due = identity.some((label) => told.has(label)) ? identity.filter((label) => kept.includes(label)) : identity
  const missing = due.filter((label) => !told.has(label) && !isNamed(label, told))
  // What an alert is about has a job, which its name tells, unless it is about every target.
  const names = selectors(alert.query.expr).flatMap(({ metric }) => metric ?? [])
  const isOfOne = names.length > 0 && !names.some(isWrittenByPrometheus)
  if (missing.length === 0 || (isOfOne && missing.every((label) => label === 'job'))) return []
  return [
    {
      place: alert.place,
      what: `The alert fires once for each ${missing.join(', ')}, and no annotation says for which.`,
      next: `Put ${missing.map((label) => `{{ $labels.${label} }}`).join(' and ')} into the description.`,
    },
  ]
}
