import { PromqlError } from '../../promql/error.ts'
import { hasMacro } from '../../promql/macros.ts'
import { parse } from '../../promql/parse.ts'
import { checkTypes } from '../../promql/types/check.ts'
import type { Check } from '../check.ts'
import { alertTexts } from '../support/alert-texts.ts'

export const queryInTemplate: Check = {
  id: 'query-in-template',
  severity: 'error',
  covers: ['N06'],
  isLocal: true,
  about:
    'A template may ask Prometheus: `{{ query "…" }}`. Such a query is run only when the alert fires, and a broken one then takes the place of the whole text: the reader gets an error message instead of the description. promtool does not read it. A query that is put together with printf is not looked at.',
  run: (subject) =>
    alertTexts(subject).flatMap(({ place, text, template: { queries } }) =>
      queries.flatMap((query) => {
        const fault = faultOf(query.text)
        if (fault === undefined) return []
        // Escapes make the text longer than the query; then the whole of it is shown.
        const isPlain = query.to - query.from === query.text.length
        const from = isPlain ? query.from + fault.from : query.from
        const to = isPlain ? Math.max(query.from + fault.to, from + 1) : query.to
        return [
          {
            place,
            excerpt: { text, from, to },
            what: `The query inside the template is wrong: ${fault.message}`,
            next: 'Mend the query; Prometheus will not run it, and the reader will get its error instead of this text.',
          },
        ]
      }),
    ),
}

function faultOf(query: string): { message: string; from: number; to: number } | undefined {
  if (hasMacro(query)) {
    return {
      message: "Prometheus knows no Grafana variables, and no template's inside a string.",
      from: 0,
      to: query.length,
    }
  }
  try {
    const [first] = checkTypes(parse(query))
    return first && { message: `${first.message}.`, from: first.from ?? 0, to: first.to ?? query.length }
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error
    return error
  }
}
