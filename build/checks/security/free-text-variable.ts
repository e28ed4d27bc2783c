import type { Dashboard } from '../../documents/views.ts'
import type { Check } from '../check.ts'
import { referencesIn } from '../support/references.ts'

export const freeTextVariable: Check = {
  id: 'free-text-variable',
  severity: 'warning',
  covers: ['S02'],
  isLocal: true,
  about:
    'What people type into a text box, and what stands behind `:raw`, reaches the query as it is: outside of quotes it can be any PromQL, and one wrong character breaks the panel. Inside the quotes of a matcher Grafana escapes it. A list of values, or a query, asks for the same without the risk.',
  run: ({ dashboards }) =>
    dashboards.flatMap((dashboard) =>
      dashboard.panels.flatMap(({ place, targets }) =>
        targets.flatMap(({ query }) =>
          query === undefined ? [] : spliced(dashboard, query.text).map((each) => ({ place, ...each })),
        ),
      ),
    ),
}

/** Their values stand in the dashboard, as whoever writes it wants them. */
const authored = ['interval', 'custom', 'constant']

function spliced({ variables }: Dashboard, text: string) {
  // Blanks of the same length keep the offsets true.
  const unquoted = text.replace(/"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|`[^`]*`?/g, (quoted) =>
    ' '.repeat(quoted.length),
  )
  const boxes = new Set(variables.filter(({ type }) => type === 'textbox').map(({ name }) => name))
  const bare = referencesIn(unquoted).filter(({ name }) => boxes.has(name))
  const raw = referencesIn(text).filter(
    ({ format, name }) =>
      format === 'raw' && variables.some((each) => each.name === name && !authored.includes(each.type)),
  )
  const isQuoted = (from: number): boolean => text[from] !== unquoted[from]
  return [...new Map([...bare, ...raw].map((reference) => [reference.from, reference])).values()].map(
    ({ name, format, from, to }) => ({
      excerpt: { text, from, to },
      what: `${format === 'raw' ? `The value of $${name}` : `What people type into $${name}`} becomes part of the query as it stands.`,
      next: isQuoted(from)
        ? 'Leave the format out: in quotes Grafana then escapes the value.'
        : `Offer a list of values instead${format === 'raw' ? ', or leave the format out' : ''}; or put it into the quotes of a matcher.`,
    }),
  )
}
