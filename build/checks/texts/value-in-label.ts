import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { alertTexts } from '../support/alert-texts.ts'
import { rulesOf } from '../support/rules.ts'

export const valueInLabel: Check = {
  id: 'value-in-label',
  severity: 'error',
  covers: ['N01'],
  isLocal: true,
  about:
    "An alert's labels are its identity. A label that holds the value makes another alert of it at every evaluation: `for` starts again each time, so the alert never fires, or it fires and resolves for ever. The value belongs in an annotation. A label of a recording rule is no template at all, and is stored with its braces.",
  run: (subject) => [...identities(subject), ...untemplated(subject)],
}

const identities = (subject: Subject): readonly Finding[] =>
  alertTexts(subject)
    .filter(({ kind }) => kind === 'label')
    .flatMap(({ place, name, text, template: { values } }) =>
      values.slice(0, 1).map(({ from, to }) => ({
        place,
        excerpt: { text, from, to },
        what: `The label ${name} holds the alert's value, so each evaluation makes a new alert and "for" starts again.`,
        next: 'Put the value into an annotation, such as the description.',
      })),
    )

/** Only the labels of alerts are templates. */
const untemplated = (subject: Subject): readonly Finding[] =>
  rulesOf(subject).flatMap(({ rule: { kind, labels, place } }) =>
    (kind === 'recording' ? Object.entries(labels) : []).flatMap(([label, text]) => {
      const from = text.indexOf('{{')
      if (from === -1) return []
      return [
        {
          place: { ...place, path: [...place.path, `label ${label}`] },
          excerpt: { text, from, to: text.length },
          what: `The labels of a recording rule are no templates: ${label} is stored as it is written, braces and all.`,
          next: 'Write a constant, or keep the label of the series in the expression.',
        },
      ]
    }),
  )
