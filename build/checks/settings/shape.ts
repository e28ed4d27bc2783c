/** What may stand at a place of the settings, from which they are read and their schema is written. */
export type Shape =
  | {
      readonly is: 'object'
      readonly about: string
      readonly members: Readonly<Record<string, Shape>>
      readonly needs?: readonly string[]
    }
  /** A mapping whose keys are free, or the checks. */
  | { readonly is: 'mapping'; readonly about: string; readonly keys: 'any' | 'checks'; readonly of: Shape }
  | { readonly is: 'list'; readonly about: string; readonly of: Shape }
  | { readonly is: 'text' | 'check' | 'pattern' | 'duration'; readonly about: string }
  | { readonly is: 'one of'; readonly about: string; readonly values: readonly string[] }

const text = (about: string): Shape => ({ is: 'text', about })
const pattern = (about: string): Shape => ({ is: 'pattern', about })
const list = (of: Shape, about: string): Shape => ({ is: 'list', of, about })
const patterns = (about: string): Shape => ({
  is: 'mapping',
  keys: 'any',
  of: pattern('what its whole text matches'),
  about,
})

const choice: Readonly<Record<string, Shape>> = {
  off: list({ is: 'check', about: 'the name of a check' }, 'checks that say nothing'),
  severity: {
    ...{ is: 'mapping', keys: 'checks', about: 'how much a check weighs' },
    of: { is: 'one of', values: ['error', 'warning'], about: 'its weight' },
  },
  owner: text('who answers for the files'),
}

const house: Shape = {
  is: 'object',
  about: 'what you ask of your rules and dashboards beyond what is right; patterns are RE2 and match whole texts',
  members: {
    alerts: {
      is: 'object',
      about: 'of each alerting rule',
      members: {
        labels: patterns('labels that it must have'),
        annotations: patterns('annotations that it must have'),
        severities: list(text('a value of the label severity'), 'those that are allowed'),
        name: pattern('what its name matches'),
        maxFor: { is: 'duration', about: 'the longest `for`' },
      },
    },
    recordings: {
      is: 'object',
      about: 'of each recording rule',
      members: { labels: patterns('labels that it must have'), name: pattern('what its name matches: \\w+:\\w+:\\w+') },
    },
    queries: {
      is: 'object',
      about: 'of each query of rules and dashboards',
      members: {
        forbiddenFunctions: list(text('a function or aggregation'), 'those that no query may use'),
        forbiddenLabels: list(text('a label'), 'those that no query may select, group or join by'),
      },
    },
    dashboards: {
      is: 'object',
      about: 'of each dashboard',
      members: {
        tags: list(text('a tag'), 'those that it must have'),
        variables: list(text('a variable'), 'those that it must have'),
        folders: list(
          pattern('what the folder matches'),
          'where it may stand: its folder in Grafana, else that of its file',
        ),
      },
    },
  },
}

/** The whole of `monitoring-check.yml`. */
export const settingsShape: Shape = {
  is: 'object',
  about: 'Settings of `check`: monitoring-check.yml',
  members: {
    ...choice,
    paths: list(
      {
        is: 'object',
        about: 'some files',
        needs: ['files'],
        members: { files: list(text('a pattern such as legacy/**'), 'which files, relative to this one'), ...choice },
      },
      'what holds for some files alone',
    ),
    house,
  },
}

/** A shape as JSON Schema, for editors. */
export function schemaOf(shape: Shape, checks: readonly string[]): Readonly<Record<string, unknown>> {
  const { about: description } = shape
  switch (shape.is) {
    case 'object':
      return {
        ...{ type: 'object', description, additionalProperties: false },
        ...(shape.needs === undefined ? {} : { required: shape.needs }),
        properties: Object.fromEntries(
          Object.entries(shape.members).map(([key, each]) => [key, schemaOf(each, checks)]),
        ),
      }
    case 'mapping':
      return {
        ...{ type: 'object', description, additionalProperties: schemaOf(shape.of, checks) },
        ...(shape.keys === 'checks' ? { propertyNames: { enum: checks } } : {}),
      }
    case 'list':
      return { type: 'array', description, items: schemaOf(shape.of, checks) }
    case 'check':
      return { enum: checks, description }
    case 'one of':
      return { enum: shape.values, description }
    case 'duration':
      return { type: 'string', description, pattern: '^([0-9]+(ms|[smhdwy]))+$' }
    default:
      return { type: 'string', description }
  }
}
