import type { Subject } from '../../model/subject.ts'
import type { Expr } from '../../promql/tree.ts'
import { bare } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { conditionsOf } from '../support/comparisons.ts'
import { alertsOf } from '../support/rules.ts'
import { constantOf } from '../support/terms.ts'

export const hardCodedCapacity: Check = {
  id: 'hard-coded-capacity',
  severity: 'warning',
  covers: ['H11'],
  isLocal: true,
  about:
    'Where a limit is exposed as a metric of its own, an alert compares with that metric and not with a number: the limit changes in a configuration file, and nobody remembers the alert. It knows pairs by their names, such as db_pool_connections and db_pool_connections_max, and some that are customary; without such a metric in the catalog it says nothing.',
  run: (subject) =>
    alertsOf(subject).flatMap(({ rule }) =>
      conditionsOf(rule.query.expr).flatMap(({ node, measured, op, limit }) => {
        const used = usedIn(measured)
        const partner = used === undefined ? undefined : capacityOf(subject, used)
        if (used === undefined || partner === undefined || limit === 0) return []
        // Little of what is used, or much of what is left, has nothing to do with the limit.
        if (!op.startsWith(rest.test(used) ? '<' : '>')) return []
        return [
          {
            place: rule.place,
            query: { ...rule.query, culprit: node },
            what: `${used} is compared with a number, and ${partner} tells how much there can be.`,
            next: `Divide by ${partner}, and compare the share.`,
          },
        ]
      }),
    ),
}

const rest = /_(?:avail|available|free)(?=_|$)/

/** The metric whose value, added up or multiplied by numbers, an expression is. */
function usedIn(expr: Expr): string | undefined {
  const inner = bare(expr)
  switch (inner.is) {
    case 'selector':
      return inner.range === undefined ? inner.metric : undefined
    case 'aggregation':
      return ['sum', 'max', 'avg'].includes(inner.op) ? usedIn(inner.expr) : undefined
    case 'binary': {
      if (inner.op !== '*' && inner.op !== '/') return undefined
      if (constantOf(inner.right) !== undefined) return usedIn(inner.left)
      return inner.op === '*' && constantOf(inner.left) !== undefined ? usedIn(inner.right) : undefined
    }
    default:
      return undefined
  }
}

const customary: Readonly<Record<string, string>> = {
  pg_stat_activity_count: 'pg_settings_max_connections',
  pg_stat_database_numbackends: 'pg_settings_max_connections',
  container_memory_working_set_bytes: 'container_spec_memory_limit_bytes',
  redis_connected_clients: 'redis_config_maxclients',
}

/** The gauge that tells how much there can be of what another tells there is. */
function capacityOf({ catalog }: Subject, used: string): string | undefined {
  const words = ['max', 'limit', 'size', 'total', 'capacity']
  const named = words.flatMap((word) => [
    `${used}_${word}`,
    used.replace(/_(?:used|usage|open|current|active|avail|available|free)(?=_|$)/, `_${word}`),
  ])
  return [customary[used] ?? '', ...named].find((name) => name !== used && catalog.find(name) !== undefined)
}
