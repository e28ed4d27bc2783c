import { hasMacro } from '../../promql/macros.ts'
import type { Expr, Selector } from '../../promql/tree.ts'
import { children } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import type { Culprit } from '../locate.ts'
import { rulesOf } from '../support/rules.ts'

export const macroInRule: Check = {
  id: 'macro-in-rule',
  severity: 'error',
  covers: ['R03'],
  isLocal: true,
  about:
    "A rule holds no variable or macro of Grafana's. Only Grafana replaces them: Prometheus refuses the rule file or, where the variable stands inside quotes, compares a label with the variable's name and never finds a series. The named groups of `label_replace` are no variables, nor is a name in capitals and braces, which a deployment fills in.",
  run: (subject) =>
    rulesOf(subject).flatMap(({ rule: { query } }) => {
      const [first] = macrosIn(query.expr)
      if (first === undefined) return []
      const { macro, ...at } = first
      return [
        {
          place: query.place,
          query: { text: query.text, expr: query.expr, ...at },
          what: `Only Grafana knows ${macro}; Prometheus reads it as it stands.`,
          next: 'Write the value, or the window, that the rule is meant for.',
        },
      ]
    }),
}

/** The text without `${CLUSTER_NAME}`, which envsubst or Flux fills in before Prometheus reads the file. */
const filledIn = (text: string): string => text.replaceAll(/\$\{[A-Z][A-Z0-9_]*(?::?[-=][^{}]*)?\}/g, '')

type Found = Pick<Culprit, 'culprit' | 'part'> & { readonly macro: string }

function macrosIn(expr: Expr): readonly Found[] {
  const found = (text: string | undefined, culprit: Found['culprit'], part?: string): readonly Found[] =>
    text !== undefined && hasMacro(filledIn(text))
      ? [{ macro: text, culprit, ...(part === undefined ? {} : { part }) }]
      : []
  switch (expr.is) {
    case 'selector':
      return [
        ...found(expr.metric, expr),
        ...expr.matchers.flatMap((matcher) => found(matcher.value, matcher)),
        ...durations(expr),
      ]
    case 'subquery':
      return [...macrosIn(expr.expr), ...durations(expr), ...found(expr.step, expr, 'step')]
    case 'string':
      return found(expr.value, expr)
    case 'aggregation': {
      const { grouping } = expr
      const grouped = grouping?.labels.flatMap((label) => found(label, grouping)) ?? []
      return [...grouped, ...children(expr).flatMap(macrosIn)]
    }
    case 'call':
      // `label_replace(v, "dst", "$group", "src", "(?P<group>.*)")`: its third argument speaks of the fifth.
      return expr.args.flatMap((arg, at) => (expr.fn === 'label_replace' && at === 2 ? [] : macrosIn(arg)))
    default:
      return children(expr).flatMap(macrosIn)
  }

  function durations(node: Selector | Extract<Expr, { is: 'subquery' }>): readonly Found[] {
    return [...found(node.range, node, 'range'), ...found(node.offset, node, 'offset')]
  }
}
