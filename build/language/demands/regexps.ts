import { compile } from '../../promql/regex/compile.ts'
import { type Demand, due } from './demand.ts'
import { listed, shown } from './shown.ts'

/** A regular expression that Prometheus reads, and that no series without the label satisfies. */
export const aRegExp: Demand = {
  due: 'a regular expression, as a text',
  faults: (value, name) => {
    if (typeof value !== 'string' || value.trim() === '')
      return due(aRegExp.due, () => false, "Write it as a text: '/api/.*'.").faults(value, name)
    const pattern = compile(value)
    if (pattern.error !== undefined)
      return [
        {
          what: `${name} ${shown(value)} is none that Prometheus reads (RE2): ${pattern.error.replaceAll('`', "'")}.`,
          next: 'Write it in the syntax of RE2, which has no look-around and no backreferences.',
        },
      ]
    if (pattern.matches('') !== true) return []
    return [
      {
        what: `${name} ${shown(value)} matches an empty value, so also series that do not have the label.`,
        next: "Ask for at least one character: '.+' instead of '.*'.",
      },
    ]
  },
}

/** That a regular expression tells the values of a closed list apart. */
export const somethingOf = (values: readonly string[]): Demand => ({
  due: 'a regular expression that matches some of the values',
  faults: (value, name) => {
    const matched = values.map((each) => compile(String(value)).matches(each))
    if (matched.includes(undefined)) return []
    const next = `It is matched as a whole, and the values are ${listed(values, 'and')}.`
    if (!matched.includes(true))
      return [{ what: `${name} should match a value, and ${shown(value)} matches none.`, next }]
    return matched.includes(false) || values.length === 1
      ? []
      : [{ what: `${name} should leave out a value, and ${shown(value)} matches all.`, next }]
  },
})
