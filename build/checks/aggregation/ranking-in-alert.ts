import type { Aggregation, Expr } from '../../promql/tree.ts'
import type { Check, Finding } from '../check.ts'
import { type Inspected, inspectQuery, type Remark } from '../support/inspect.ts'
import { constantOf } from '../support/terms.ts'

const rankings = ['topk', 'bottomk', 'limitk', 'limit_ratio']

export const rankingInAlert: Check = {
  id: 'ranking-in-alert',
  severity: 'error',
  covers: ['A10'],
  isLocal: true,
  about:
    'Who is among the first three changes from one evaluation to the next, and an alert is known by its labels: a member that drops out resolves its alert and loses the time it has waited, although nothing got better. An alert takes the condition without the ranking; a table or a bar chart may rank. One of each group, `topk by (pod) (1, …)` or `without`, is no ranking: it removes duplicates.',
  run: (subject) =>
    subject.ruleFiles.flatMap(({ groups }): readonly Finding[] =>
      groups.flatMap(({ rules }) =>
        rules.flatMap((rule) => (rule.kind === 'alert' ? inspectQuery(subject, rule.query, ranked) : [])),
      ),
    ),
}

function ranked({ node, around, of }: Inspected): Remark | undefined {
  if (node.is !== 'aggregation' || !rankings.includes(node.op) || around().some(forgets) || keepsOneOfEach(node))
    return undefined
  const { labels } = of(node)
  if (!labels.open && labels.may.every((label) => label === '__name__')) return undefined
  return {
    culprit: node,
    part: 'name',
    what: `${node.op} chooses other series at each evaluation, and the alert of one that drops out resolves, whatever its value.`,
    next: `Take the ${node.op} away: the comparison alone says which series are bad enough.`,
  }
}

/** `topk by (pod) (1, …)` keeps one series of each pod, so that a join meets it once; which one, does not matter then. */
const keepsOneOfEach = ({ grouping, param }: Aggregation): boolean =>
  grouping !== undefined && param !== undefined && constantOf(param) === 1

/** Whether it no longer matters which series were chosen. */
const forgets = (outer: Expr): boolean =>
  (outer.is === 'aggregation' && !rankings.includes(outer.op)) || (outer.is === 'call' && outer.fn === 'scalar')
