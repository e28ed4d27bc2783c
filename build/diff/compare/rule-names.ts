import { selectors } from '../../promql/rewrite.ts'
import { grouped } from '../match/pair.ts'
import type { RuleView } from '../read/rules.ts'
import type { Version } from '../read/version.ts'

/** How sentences name each rule: by its name, and where several share it, by what tells them apart. */
export function namesOf({ groups }: Version): ReadonlyMap<RuleView, string> {
  const namesakes = grouped(
    groups.flatMap((group) => group.rules),
    ({ name }) => name,
  )
  return new Map([...namesakes.values()].flatMap((each) => (each.length === 1 ? plain(each) : told(each))))
}

const plain = (rules: readonly RuleView[]) => rules.map((rule) => [rule, rule.name] as const)

function told(rules: readonly RuleView[]): readonly (readonly [RuleView, string])[] {
  const ways: readonly ((rule: RuleView) => string)[] = [
    ({ labels }) => matchersOf(Object.entries(labels)),
    ({ query }) => {
      const [first] = query.canonical.expr === undefined ? [] : selectors(query.canonical.expr)
      return matchersOf((first?.matchers ?? []).map(({ label, value }) => [label, value]))
    },
  ]
  const way = ways.find((each) => new Set(rules.map(each)).size === rules.length)
  return rules.map((rule, at) => [
    rule,
    `${rule.name} ${way === undefined ? `(${at + 1} of ${rules.length})` : way(rule)}`,
  ])
}

const matchersOf = (pairs: readonly (readonly [string, string])[]): string =>
  `{${pairs.map(([label, value]) => `${label}="${value}"`).join(', ')}}`
