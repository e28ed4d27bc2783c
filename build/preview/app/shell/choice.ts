import type { VariableModel } from '../dashboard/model.ts'
import { namesIn } from '../query/interpolate.ts'
import { all, type ByVariable } from '../query/lookup.ts'

/** What is chosen of a variable after a click: `All` and single values exclude each other, and nothing means all. */
export function chosenAfter(
  before: readonly string[],
  after: readonly string[],
  includeAll: boolean,
): readonly string[] {
  if (after.length === 0) return includeAll ? [all] : before
  if (!after.includes(all)) return after
  return before.includes(all) && after.length > 1 ? after.filter((value) => value !== all) : [all]
}

/** What is chosen of all variables with other values of one: choices among options that depend on it are taken back. */
export function chosenWith(
  variables: readonly VariableModel[],
  chosen: ByVariable,
  changed: string,
  values: readonly string[],
): ByVariable {
  const stale = new Set([changed])
  // A set also goes through what is added on the way: those that depend on one that depends on it.
  for (const name of stale)
    for (const variable of variables) if (namesIn(variable.query).includes(name)) stale.add(variable.name)
  return { ...Object.fromEntries(Object.entries(chosen).filter(([name]) => !stale.has(name))), [changed]: values }
}
