import type { Expr } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { unboundedLabels } from '../support/unbounded.ts'

const few = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio'])
const chooses = (expr: Expr): boolean => [...walk(expr)].some((node) => node.is === 'aggregation' && few.has(node.op))

export const unboundedLines: Check = {
  id: 'unbounded-lines',
  severity: 'warning',
  covers: ['L07'],
  isLocal: true,
  about:
    'A panel does not draw one line for each value of a label without bound, such as a statement or a container: the browser gives up before the reader does. A table may list them, and topk() chooses the ones that matter.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels
        .filter(({ type }) => type !== 'table')
        .flatMap(({ place, targets }) =>
          targets.flatMap(({ query }) =>
            query === undefined || chooses(query.expr)
              ? []
              : unboundedLabels(subject, query).map(({ label, selector }) => ({
                  place,
                  query: { ...query, culprit: selector },
                  what: `This draws one line for each ${label} of ${selector.metric}, and there is no bound to how many there are.`,
                  next: `Choose the largest with topk(10, …), show a table, or leave ${label} out of by (…).`,
                })),
          ),
        ),
    ),
}
