/** A character that means something in a regular expression. */
const special = /[\\^$*+?.()|[\]{}]/g

/** A value in a PromQL string in double quotes. */
const quoted = (value: string): string => value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')

/** A value that a PromQL string compares: `job="$job"`. */
export const plainValue = quoted

/** A value in a regular expression in a PromQL string, as itself: `job=~"$job"`. */
const regexValue = (value: string): string => quoted(value.replace(special, '\\$&'))

/** Several chosen values in a regular expression in a PromQL string. */
export function alternatives(values: readonly string[]): string {
  const escaped = values.map(regexValue)
  return escaped.length === 1 ? escaped.join('') : `(${escaped.join('|')})`
}

/** One variable's values where they are put in a text. */
interface Chosen {
  readonly name: string
  readonly values: readonly string[]
  /** As people read them. */
  readonly texts: readonly string[]
}

/** Grafana's formats, `${name:csv}`, but for those of other data sources. */
const formats: Readonly<Record<string, (chosen: Chosen) => string>> = {
  csv: ({ values }) => values.join(','),
  doublequote: ({ values }) => values.map((value) => `"${value.replace(/"/g, '\\"')}"`).join(','),
  glob: ({ values }) => (values.length > 1 ? `{${values.join(',')}}` : values.join('')),
  json: ({ values }) => JSON.stringify(values.length === 1 ? values[0] : values),
  percentencode: ({ values }) => encodeURIComponent(values.length > 1 ? `{${values.join(',')}}` : values.join('')),
  pipe: ({ values }) => values.join('|'),
  queryparam: ({ name, values }) =>
    values.map((value) => `var-${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&'),
  raw: ({ values }) => values.join(','),
  regex: ({ values }) => {
    const escaped = values.map((value) => value.replace(special, '\\$&').replace(/\//g, '\\/'))
    return escaped.length === 1 ? escaped.join('') : `(${escaped.join('|')})`
  },
  singlequote: ({ values }) => values.map((value) => `'${value.replace(/'/g, "\\'")}'`).join(','),
  text: ({ texts }) => texts.join(' + '),
}

/** The values in one of Grafana's formats; as `glob` does where there is no such format. */
export const formatted = (chosen: Chosen, format: string): string =>
  ((Object.hasOwn(formats, format) ? formats[format] : undefined) ?? formats.glob)?.(chosen) ?? ''
