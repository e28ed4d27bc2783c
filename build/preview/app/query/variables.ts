import type { VariableModel } from '../dashboard/model.ts'
import { messageOf, QueryFailed } from './api.ts'
import type { Asking } from './asking.ts'
import { interpolate, type Lookup, namesIn, unknownIn } from './interpolate.ts'
import { type ByVariable, lookupOf } from './lookup.ts'
import { rangeMacros } from './macros.ts'
import { filtered, sorted } from './options.ts'
import { queryOptions } from './variable-query.ts'

export { urlOf } from './interpolate.ts'
export { all, chosenOf, lookupOf, own, textOf } from './lookup.ts'

/** What may be chosen of each variable, by its name, and why there is nothing to choose from where its query failed. */
export interface Options {
  readonly options: ByVariable
  readonly errors: Readonly<Record<string, string>>
}

/**
 * What may be chosen of a variable, in the order in which it is offered, without `All`. Its query may refer to the variables
 * of `asking.lookup`. Throws `QueryFailed`.
 */
export async function variableOptions(
  variable: VariableModel,
  asking: Asking,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const { type, query, regex, sort, current, options } = variable
  if (type === 'query') {
    const macros = rangeMacros(asking.range)
    const lookup: Lookup = (name, format, path) => macros(name, format) ?? asking.lookup(name, format, path)
    const [unknown] = unknownIn(query, lookup)
    if (unknown !== undefined) throw new QueryFailed(`Its query refers to $${unknown}, a variable without a value.`)
    const values = await queryOptions(interpolate(query, lookup), asking, signal)
    return sorted(filtered(values, regex), sort)
  }
  if (type === 'custom' || type === 'interval') return options
  // The preview has one data source: whichever the dashboard names stands for it.
  if (type === 'datasource') return current.length > 0 ? current : ['Prometheus']
  return type === 'constant' || type === 'textbox' ? [current[0] ?? query] : []
}

/**
 * What may be chosen of all variables; those that others refer to are asked first. Throws nothing but the
 * signal's reason.
 */
export async function allOptions(
  variables: readonly VariableModel[],
  chosen: ByVariable,
  asking: Asking,
  signal?: AbortSignal,
): Promise<Options> {
  const options: Record<string, readonly string[]> = {}
  const errors: Record<string, string> = {}
  const asked = new Map<VariableModel, Promise<void>>()
  const ask = (variable: VariableModel, waiting: readonly VariableModel[]): Promise<void> => {
    const names = namesIn(variable.query)
    // Of two that refer to each other, one does without.
    const others = variables.filter(
      (other) => names.includes(other.name) && other !== variable && !waiting.includes(other),
    )
    const before = others.map((other) => asked.get(other) ?? ask(other, [...waiting, variable]))
    const answer = Promise.all(before).then(() => fill(variable))
    asked.set(variable, answer)
    return answer
  }
  const fill = async (variable: VariableModel): Promise<void> => {
    try {
      const lookup = lookupOf(variables, chosen, options)
      options[variable.name] = await variableOptions(variable, { ...asking, lookup }, signal)
    } catch (error) {
      signal?.throwIfAborted()
      errors[variable.name] = messageOf(error)
      options[variable.name] = []
    }
  }
  await Promise.all(variables.map((variable) => asked.get(variable) ?? ask(variable, [])))
  return { options, errors }
}
