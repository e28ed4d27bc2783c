import type { Mapping } from './read.ts'
import { isSame } from './same.ts'

/** What Prometheus fills in. */
const defaults: Mapping = { separator: ';', regex: '(.*)', replacement: '$1', action: 'replace' }

const rulesOf = (value: unknown): readonly Mapping[] =>
  (Array.isArray(value) ? value : []).map((rule: Mapping) => ({ ...defaults, ...rule }))

/** How the rules of one kind of relabelling differ, in the order in which they are applied; a line for each. */
export function relabellingDifferences(running: unknown, generated: unknown): readonly string[] {
  const [found, meant] = [rulesOf(running), rulesOf(generated)]
  return Array.from({ length: Math.max(found.length, meant.length) }, (_, at) => at)
    .filter((at) => !isSame(found[at], meant[at]))
    .map((at) => `rule ${at + 1} is ${ruleText(found[at])}, and generated is ${ruleText(meant[at])}`)
}

/** `drop {source_labels: __name__, regex: .+_created}`: what differs from the defaults. */
function ruleText(rule: Mapping | undefined): string {
  if (rule === undefined) return 'missing'
  const said = Object.entries(rule)
    .filter(([name, value]) => name !== 'action' && !isSame(value, defaults[name]))
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
  return `${String(rule.action)} {${said.join(', ')}}`
}
