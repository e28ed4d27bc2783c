import type { Check } from '../check.ts'
import { alertTexts } from '../support/alert-texts.ts'

/** Braces that a chart or an operator writes into the rule before Prometheus reads it: `{{"{{"}} $value {{"}}"}}`. */
const isPacked = /\{\{-?\s*["`]\{\{/

export const templateSyntax: Check = {
  id: 'template-syntax',
  severity: 'error',
  covers: ['N04', 'N05'],
  isLocal: true,
  about:
    "An alert's labels and annotations are Go templates. Prometheus refuses a rule file whose templates it cannot parse: an unknown function, a variable that is not there (`$Value`), Grafana's `{{instance}}`. It sends others as they stand: `$labels.instance` without braces, or in single ones, reaches the reader as code; braces that another template writes are left alone. Values that only exist when the alert fires are not looked at.",
  run: (subject) =>
    alertTexts(subject).flatMap(({ place, text, template: { faults, strays } }) => [
      ...faults.map(({ what, next, from, to }) => ({ place, excerpt: { text, from, to }, what, next })),
      ...(isPacked.test(text) ? [] : strays).map(({ text: stray, from, to }) => ({
        place,
        excerpt: { text, from, to },
        what: `"${stray}" stands outside of double braces, so people read it as it is written, not its value.`,
        next: `Write {{ ${stray.replace(/^\{\s*|\s*\}$/g, '')} }}.`,
      })),
    ]),
}
