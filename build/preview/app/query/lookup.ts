import type { VariableModel } from '../dashboard/model.ts'
import { alternatives, formatted, plainValue } from './format.ts'
import type { Lookup } from './interpolate.ts'

/** Grafana's name for the choice of all values. */
export const all = '$__all'

/** Lists of values by the names of variables. */
export type ByVariable = Readonly<Record<string, readonly string[]>>

/**
 * What is chosen of a variable. What the address says stands as it is; what the dashboard says must be among the options,
 * once they are known, and otherwise all or the first of them is chosen.
 */
export function chosenOf(variable: VariableModel, chosen: ByVariable, options: ByVariable): readonly string[] {
  const { name, type, includeAll, current } = variable
  const said = own(chosen, name)
  const known = own(options, name)
  if (said !== undefined && said.length > 0) {
    // Old addresses say what people read.
    return includeAll && said.join() === 'All' && known?.includes('All') !== true ? [all] : said
  }
  const isValid = (value: string) => known === undefined || known.includes(value) || (includeAll && value === all)
  const valid = type === 'textbox' ? current : current.filter(isValid)
  return valid.length > 0 ? valid : includeAll ? [all] : (known ?? []).slice(0, 1)
}

/**
 * The text of each variable where PromQL refers to it, which is empty where there is nothing to choose, as Grafana has it; a
 * variable whose options are not known yet has none.
 */
export function lookupOf(variables: readonly VariableModel[], chosen: ByVariable, options: ByVariable): Lookup {
  const byName = new Map(variables.map((variable) => [variable.name, variable]))
  const lookup: Lookup = (name, format) => {
    // For links to other dashboards.
    if (name === '__all_variables')
      return [...byName.keys()].flatMap((each) => lookup(each, 'queryparam') ?? []).join('&')
    const variable = byName.get(name)
    if (variable === undefined) return undefined
    const said = chosenOf(variable, chosen, options)
    if (said.length === 0) return own(options, name) === undefined ? undefined : ''
    if (said.includes(all) && variable.includeAll) return allOf(variable, own(options, name), format)
    if (format !== undefined) {
      return formatted({ name, values: said, texts: said.map((value) => textOf(variable, value)) }, format)
    }
    return variable.multi || variable.includeAll ? alternatives(said) : plainValue(said.join(','))
  }
  return lookup
}

function allOf(
  { name, allValue }: VariableModel,
  options: readonly string[] | undefined,
  format: string | undefined,
): string | undefined {
  if (format === 'text') return 'All'
  if (format === 'queryparam') return formatted({ name, values: [all], texts: [] }, format)
  if (allValue !== undefined || options === undefined) return allValue
  return format === undefined ? alternatives(options) : formatted({ name, values: options, texts: options }, format)
}

/** What people read instead of a value. */
export const textOf = ({ texts }: VariableModel, value: string): string =>
  value === all ? 'All' : (own(texts, value) ?? value)

/** What there is by a name; `constructor` is a name like others. */
export const own = <T>(things: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(things, name) ? things[name] : undefined
