import type { Check } from '../check.ts'
import { type Inspected, inspectQuery, type Remark } from '../support/inspect.ts'
import { constantOf } from '../support/terms.ts'

export const rankingOverTime: Check = {
  id: 'ranking-over-time',
  severity: 'warning',
  covers: ['D10'],
  isLocal: true,
  about:
    'A graph asks for the five largest series at each of its points, so it shows every series that was ever among them, in pieces, and far more than five. A table or a bar chart ranks at one moment; a graph can show all series, or those above a limit.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels
        .filter(({ type }) => type === 'timeseries' || type === 'graph')
        .flatMap(({ targets }) =>
          targets.flatMap(({ query, instant }) =>
            query === undefined || instant ? [] : inspectQuery(subject, query, ranked),
          ),
        ),
    ),
}

function ranked({ node, around }: Inspected): Remark | undefined {
  const isRanking = node.is === 'aggregation' && (node.op === 'topk' || node.op === 'bottomk')
  if (!isRanking || around().some(({ is }) => is === 'aggregation')) return undefined
  // `topk by (pod) (1, …)` keeps one series of each pod: it removes duplicates.
  if (node.grouping !== undefined && node.param !== undefined && constantOf(node.param) === 1) return undefined
  // `x and topk(5, … @ end())` chooses the members once, for the whole graph.
  if (around().some((outer) => outer.is === 'binary' && (outer.op === 'and' || outer.op === 'unless'))) return undefined
  return {
    culprit: node,
    part: 'name',
    what: `${node.op} ranks anew at each point of the graph: it shows every series that was ever among them, in pieces.`,
    next: 'Show all series, filter them by a limit, or make the panel a table or a bar chart.',
  }
}
