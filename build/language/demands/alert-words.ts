import { type Demand, due } from './demand.ts'

// What an alert says of itself besides the words of the language.

/** What Prometheus and the language set, and routes and inhibition rest on. */
const setLabels: readonly string[] = ['alertname', 'severity', 'component', 'slo']

/** What the compiler writes. */
const setAnnotations: readonly string[] = ['summary', 'description', 'runbook_url', 'dashboard_url']

const isName = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value)

/** A name that Prometheus takes and nobody has set; `because` says of one that is set by whom. */
const ownName = (noun: string, set: readonly string[], because: string, example: string): Demand =>
  due(
    `the name of ${noun} of your own`,
    (value) => isName(value) && !value.startsWith('__') && !set.includes(value),
    (value) =>
      typeof value === 'string' && set.includes(value)
        ? `${value} is ${because}`
        : `A name has letters, digits and underscores, and begins with a letter: ${example}.`,
  )

/** The name of a label of an alert's own, such as `team`. */
export const ownLabel = ownName(
  'a label',
  setLabels,
  'set already; severity and component have options of their own.',
  'team',
)

/** The name of an annotation of an alert's own, such as `impact`. */
export const ownAnnotation = ownName(
  'an annotation',
  setAnnotations,
  'written already, of the options of the alert.',
  'impact',
)

/** A label's value: the same for all that the alert watches, so that it tells one alert from another and no series. */
export const ownValue: Demand = due(
  'one line of text, without a template',
  (value) => typeof value === 'string' && /^[^\r\n]+$/.test(value) && !value.includes('{{'),
  'What a series says of itself is a label of the condition: keep it there with .by().',
)

/** Where people read what to do, in a place of their own. */
export const aUrl: Demand = due(
  'an address that begins with http:// or https://',
  (value) => typeof value === 'string' && /^https?:\/\/[^\s{}]+$/.test(value),
  "Write it whole: 'https://wiki.example.com/runbooks/api'.",
)
