import type { Change } from '../change.ts'
import { grouped } from '../match/pair.ts'

/** A change of a rule, whose sentence may begin with the rule's name. */
export interface RuleLine {
  /** The name that the rule may share with others. */
  readonly rule: string
  /** The name that tells it from them. */
  readonly name: string
  readonly change: Change
}

/** What all the rules of a name have in common is told once, under that name; `counts` are how many rules have it. */
export function together(lines: readonly RuleLine[], counts: ReadonlyMap<string, number>): readonly Change[] {
  const said = ({ rule, name, change: { what } }: RuleLine): string =>
    what.startsWith(name) ? `${rule}${what.slice(name.length)}` : what
  const alike = grouped(lines, (line) => JSON.stringify([said(line), line.change.weight, line.change.detail]))
  return [...alike.values()].flatMap((group): readonly Change[] => {
    const [first] = group
    const isShared = first !== undefined && group.length > 1 && group.length === counts.get(first.rule)
    return isShared ? [{ ...first.change, what: said(first) }] : group.map(({ change }) => change)
  })
}
