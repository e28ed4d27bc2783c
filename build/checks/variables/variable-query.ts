import { objectsBelow, textBelow } from '../../documents/values.ts'
import type { Dashboard, Variable } from '../../documents/views.ts'
import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import { nearest } from '../../nearest.ts'
import { hasMacro } from '../../promql/macros.ts'
import { accepts, compile } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check, Finding } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { inferenceOf } from '../support/inference.ts'
import { knownOf } from '../support/known-series.ts'
import { type Asked, askedFor } from '../support/label-values.ts'
import { seriesJobsOf } from '../support/scraping.ts'

export const variableQuery: Check = {
  id: 'variable-query',
  severity: 'error',
  covers: ['V03'],
  about:
    'A variable asks for the values of a label that the metric has, of a metric that somebody exposes, and asks again when the dashboard is opened: otherwise its list is empty, or the one of the day on which it was saved. Its regular expression lets some value through. An unknown metric is told once, and its labels are not judged.',
  run: (subject) => {
    // Its regular expression lets some value through. An unknown metric is told once, at the query that reads it if there is one.
    const told = new Set(
      queriesOf(subject).flatMap(({ expr }) => selectors(expr).flatMap(({ metric }) => metric ?? [])),
    )
    return subject.dashboards.flatMap((dashboard) =>
      dashboard.variables
        .filter(({ type }) => type === 'query')
        .flatMap((variable) => [
          ...misasked(subject, variable, told),
          ...stale(dashboard, variable),
          ...sievedOut(subject, dashboard, variable),
        ]),
    )
  },
}

function misasked(subject: Subject, { query = '', place }: Variable, told: Set<string>): readonly Finding[] {
  const asked = askedFor(query)
  if (asked === undefined) return []
  const { expr } = asked
  const names = selectors(expr).flatMap(({ metric }) => metric ?? [])
  const unknown = names.find((name) => !hasMacro(name) && subject.catalog.find(name) === undefined)
  if (unknown !== undefined) {
    if (told.has(unknown) || subject.unjudged !== undefined) return []
    told.add(unknown)
    const meant = nearest(unknown, subject.catalog.names)
    const from = query.indexOf(unknown)
    return [
      {
        place,
        excerpt: { text: query, from, to: from + unknown.length },
        what: `No known series is called ${unknown}, and without it the list is empty${meant ? `; the nearest known name is ${meant}` : ''}.`,
        next: 'Take a metric that is exposed.',
      },
    ]
  }
  const { text, label, at } = asked
  const { labels } = inferenceOf(subject, { place, text, expr }).value
  if (labels.isPossible(label)) return []
  const known = labels.may.filter((each) => each !== '__name__')
  const meant = nearest(label, known)
  return [
    {
      place,
      excerpt: { text: query, from: at, to: at + label.length },
      what: `The series never have the label ${label}, so the list is empty; they have ${known.join(', ')}.`,
      next: meant === undefined ? 'Take a label that is there.' : `Write ${meant}.`,
    },
  ]
}

const writtenOf = ({ json }: Dashboard, { name }: Variable) =>
  objectsBelow(json, 'templating', 'list').find((each) => each.name === name)

/** A regular expression that lets none of the values through. */
function sievedOut(subject: Subject, dashboard: Dashboard, variable: Variable): readonly Finding[] {
  const regex = textBelow(writtenOf(dashboard, variable), 'regex') ?? ''
  if (regex === '' || hasMacro(regex)) return []
  const why = whyNone(subject, regex, askedFor(variable.query ?? ''))
  if (why === undefined) return []
  return [
    {
      place: variable.place,
      excerpt: { text: regex, from: 0, to: regex.length },
      what: `The regular expression lets no value through: ${why}, and the list is empty.`,
      next: 'Correct it, or leave it out.',
    },
  ]
}

function whyNone(subject: Subject, regex: string, asked: Asked | undefined): string | undefined {
  const source = sourceOf(regex)
  if (source === undefined) return 'it does not compile'
  if (/^\^\$$|\$\^/.test(source)) return 'only an empty text fits it'
  if (asked === undefined) return undefined
  if (source.includes('="'))
    return `label_values() answers values alone, such as those of ${asked.label}, and it looks for whole series`
  const values = valuesOf(subject, asked)
  const pattern = compile(`(?s:.*)(?:${source})(?s:.*)`)
  if (values.length === 0 || values.some((value) => pattern.matches(value) !== false)) return undefined
  return `the values of ${asked.label} are ${listed(values, 5)}`
}

/** What Grafana looks for in each value; of a text without slashes, the whole value. `undefined` for what it cannot read. */
function sourceOf(regex: string): string | undefined {
  const [, inside, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(regex) ?? []
  const source = inside === undefined ? `^(?:${regex})$` : flags.includes('i') ? `(?i:${inside})` : inside
  try {
    // Only read: it is our own automaton that runs it.
    new RegExp(inside ?? regex)
    return source
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** All values of the label, where they are known. */
function valuesOf(subject: Subject, { expr, label }: Asked): readonly string[] {
  const [selector, ...others] = selectors(expr)
  if (selector === undefined || others.length > 0) return []
  const known = knownOf(subject, selector)
  const jobs = label === 'job' ? seriesJobsOf(subject) : undefined
  const values = jobs ?? known?.valuesOf(label) ?? known?.seen(label) ?? []
  const asking = selector.matchers.filter((matcher) => matcher.label === label && !hasMacro(matcher.value))
  return values.filter((value) => asking.every((matcher) => accepts(matcher, value) !== false))
}

function stale(dashboard: Dashboard, variable: Variable): readonly Finding[] {
  const { place } = variable
  const written = writtenOf(dashboard, variable)
  if (written?.refresh !== 0 && written?.refresh !== 'never') return []
  return [
    {
      place,
      what: `The variable is never refreshed ("refresh": ${JSON.stringify(written.refresh)}): its list is that of the day on which it was saved.`,
      next: 'Set "refresh" to 2, on time range change, or to 1, on dashboard load.',
    },
  ]
}
