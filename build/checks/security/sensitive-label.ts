import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { alertTexts } from '../support/alert-texts.ts'
import { labelUses } from '../support/label-uses.ts'

const sensitive =
  /^(?:(?:user|customer|account_holder|session|visitor)_?(?:id|uuid|email|name|token)|.*(?:e_?mail|password|passwd|secret|(?:access|auth|api|refresh|bearer)_?(?:token|key)|session_?key)|token|authorization|cookie|phone(?:_number)?|ssn|iban|credit_?card.*|(?:client|remote|user)_?ip)$/i

export const sensitiveLabel: Check = {
  id: 'sensitive-label',
  severity: 'error',
  covers: ['S02'],
  about:
    'No label names a person or carries a secret: user_id, email, token and the like. Whoever may see a dashboard or gets a notification would read them, nothing deletes them before the retention ends, and each of their values is a series. Names are told by what they are called, so a name that hides what it holds is not found.',
  run: (subject) => [...declared(subject), ...read(subject), ...shown(subject)],
}

const next = 'Leave the label out of the metric; a log or a trace can carry it.'
const says = (label: string): string => `The label ${label} would name a person or carry a secret.`

const declared = ({ model }: Subject): readonly Finding[] =>
  (model?.metrics ?? []).flatMap(({ file, name, value }) =>
    Object.keys(value.declared)
      .filter((label) => sensitive.test(label))
      .map((label) => ({ place: { file, path: [name] }, what: says(label), next })),
  )

/** What somebody's exporter calls a role of a database or a service is no person, and Kubernetes' Secrets are known by names. */
const isSensitive = ({ model }: Subject, label: string): boolean =>
  sensitive.test(label) && !(model === undefined && /^(?:user_?name|(?:exported_)?secret)$/i.test(label))

const read = (subject: Subject): readonly Finding[] =>
  queriesOf(subject).flatMap((query) => [
    ...[...labelUses(query.expr)]
      .filter(({ label, matcher }) => isSensitive(subject, label) && !(matcher?.op === '=' && matcher.value === ''))
      .map(({ label, culprit, part }) => ({
        place: query.place,
        query: { ...query, culprit, ...(part === undefined ? {} : { part }) },
        what: says(label),
        next,
      })),
    ...[...walk(query.expr)].flatMap((node) => {
      const made = node.is === 'call' && /^label_(?:replace|join)$/.test(node.fn) ? node.args[1] : undefined
      return made?.is === 'string' && isSensitive(subject, made.value)
        ? [{ place: query.place, query: { ...query, culprit: made }, what: says(made.value), next }]
        : []
    }),
  ])

function shown(subject: Subject): readonly Finding[] {
  const panels = subject.dashboards.flatMap((dashboard) => dashboard.panels)
  const variables = subject.dashboards.flatMap((dashboard) => dashboard.variables)
  return [
    ...alertTexts(subject).flatMap(({ place, text, template }) =>
      template.labels
        .filter(({ name }) => isSensitive(subject, name))
        .map(({ name, from, to }) => ({ place, excerpt: { text, from, to }, what: says(name), next })),
    ),
    ...panels.flatMap(({ place, targets }) =>
      targets.flatMap(({ legend, query }) =>
        // The legend of logs names a part of a line, and no label of a metric.
        [...(query === undefined ? '' : legend).matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)]
          .filter(([, name = '']) => isSensitive(subject, name))
          .map(({ 0: all, 1: name = '', index: from }) => ({
            place,
            excerpt: { text: legend, from, to: from + all.length },
            what: says(name),
            next,
          })),
      ),
    ),
    ...variables.flatMap(({ place, query = '' }) => {
      const [, label = ''] = /^\s*label_values\((?:.*,)?\s*(\w+)\s*\)\s*$/s.exec(query) ?? []
      return isSensitive(subject, label) ? [{ place, what: says(label), next }] : []
    }),
  ]
}
