import { all } from '../query/variables.ts'

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
