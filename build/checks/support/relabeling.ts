import { compile, type Pattern } from '../../promql/regex/compile.ts'

type Rule = Readonly<Record<string, unknown>>
/** What a label of some series may be; `undefined` where that is not known, and `['']` where the label is absent. */
export type Values = (label: string) => readonly string[] | undefined

const most = 2000
const compiled = new WeakMap<Rule, Pattern>()

/** The pattern of a rule, compiled once: every query meets the same few rules. */
function patternOf(rule: Rule): Pattern {
  const known = compiled.get(rule) ?? compile(String(rule.regex ?? '(.*)'))
  compiled.set(rule, known)
  return known
}

/**
 * The rule of `metric_relabel_configs` that drops every series whose labels have these values; `undefined` if there is
 * none, or if it cannot be told.
 */
export function dropping(rules: readonly Rule[], values: Values): Rule | undefined {
  const written = new Set<string>()
  for (const rule of rules) {
    const { action = 'replace', source_labels: sources = [], target_label: target } = rule
    if (action === 'labelmap' || target === '__name__') return undefined
    if (typeof target === 'string') written.add(target)
    if ((action !== 'drop' && action !== 'keep') || !Array.isArray(sources)) continue
    const sets = sources.map((label) => (written.has(String(label)) ? undefined : values(String(label))))
    const joined = product(sets, String(rule.separator ?? ';'))
    const pattern = patternOf(rule)
    const goes = action === 'drop'
    if (joined !== undefined && joined.length > 0 && joined.every((value) => pattern.matches(value) === goes))
      return rule
  }
  return undefined
}

/** The rule that removes a label from every series; `undefined` if it stays, or if a rule may write it again. */
export function stripping(rules: readonly Rule[], label: string): Rule | undefined {
  const at = rules.findIndex((rule) => {
    if (rule.action !== 'labeldrop' && rule.action !== 'labelkeep') return false
    return patternOf(rule).matches(label) === (rule.action === 'labeldrop')
  })
  if (at === -1) return undefined
  const again = rules.slice(at).some(({ action, target_label: target }) => action === 'labelmap' || target === label)
  return again ? undefined : rules[at]
}

/** Every way to put one value of each set side by side; `undefined` if a set is not known or there are too many ways. */
function product(sets: readonly (readonly string[] | undefined)[], separator: string): readonly string[] | undefined {
  let all: readonly string[] | undefined
  for (const set of sets) {
    if (set === undefined || set.length * (all?.length ?? 1) > most) return undefined
    const before: readonly string[] | undefined = all
    all = before === undefined ? set : before.flatMap((head) => set.map((value) => head + separator + value))
  }
  return all
}
