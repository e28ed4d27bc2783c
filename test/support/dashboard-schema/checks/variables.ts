import type { Dashboard } from '../dashboard.ts'

/** Names that Grafana itself defines, and `$__all`, the value of a choice that means all of them. */
const builtIn = new Set([
  ...['__interval', '__interval_ms', '__rate_interval', '__rate_interval_ms', '__range', '__range_s', '__range_ms'],
  ...['__from', '__to', '__timezone', '__name', '__org', '__user', '__dashboard', '__url', '__url_time_range'],
  ...['__all_variables', '__series', '__field', '__value', '__data', '__cell', '__all'],
])

/** A name that starts with a digit is a capture group, as in `renamePattern: '$1'`. */
const reference = /\$(?:\{([A-Za-z_]\w*)[^}]*\}|([A-Za-z_]\w*))/g

interface Reference {
  readonly where: string
  readonly name: string
}

/** Every reference in any string below a value, with its path; `repeat` names its variable without a `$`. */
const references = (value: unknown, where: string): Reference[] => {
  if (typeof value === 'string') {
    const names = Array.from(value.matchAll(reference), ([, braced, bare]) => braced ?? bare ?? '')
    return [...new Set(names)].map((name) => ({ where, name }))
  }
  if (Array.isArray(value)) return value.flatMap((each, i) => references(each, `${where}[${i}]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => {
    const path = where === '' ? key : `${where}.${key}`
    return key === 'repeat' && typeof each === 'string' ? [{ where: path, name: each }] : references(each, path)
  })
}

/** References to variables that nobody defines, and variables that nothing but themselves refers to. */
export const variableFindings = (dashboard: Dashboard): string[] => {
  const { description: _shownAsWritten, templating, ...rest } = dashboard
  const found = [
    ...references(rest, ''),
    ...templating.list.flatMap((variable, i) =>
      references(variable, `templating.list[${i}]`).filter(({ name }) => name !== variable.name),
    ),
  ]
  const defined = templating.list.map(({ name }) => name)
  return [
    ...found
      .filter(({ name }) => !defined.includes(name) && !builtIn.has(name))
      .map(({ where, name }) => `${where} refers to $${name}, which is not defined`),
    ...defined
      .filter((name) => !found.some((each) => each.name === name))
      .map((name) => `variable ${name} is never used`),
    ...defined.filter((name, i) => defined.indexOf(name) !== i).map((name) => `variable ${name} is defined twice`),
  ]
}
