import type { Check } from '../check.ts'
import { alertTexts } from '../support/alert-texts.ts'

export const valueInLabel: Check = {
  id: 'value-in-label',
  severity: 'error',
  covers: ['N01'],
  about:
    "An alert's labels are its identity. A label that holds the value makes another alert of it at every evaluation: `for` starts again each time, so the alert never fires, or it fires and resolves for ever. The value belongs in an annotation.",
  run: (subject) =>
    alertTexts(subject)
      .filter(({ kind }) => kind === 'label')
      .flatMap(({ place, name, text, template: { values } }) =>
        values.slice(0, 1).map(({ from, to }) => ({
          place,
          excerpt: { text, from, to },
          what: `The label ${name} holds the alert's value, so each evaluation makes a new alert and "for" starts again.`,
          next: 'Put the value into an annotation, such as the description.',
        })),
      ),
}
