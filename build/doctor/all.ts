import { alertmanagerExaminations } from './alertmanager/all.ts'
import type { Examination, Examining } from './examination.ts'
import { grafanaExaminations } from './grafana/all.ts'
import { clock } from './prometheus/clock.ts'
import { configuration } from './prometheus/configuration/configuration.ts'
import { cost } from './prometheus/dashboards/cost.ts'
import { panels } from './prometheus/dashboards/panels.ts'
import { candidates } from './prometheus/metrics/candidates.ts'
import { cardinality } from './prometheus/metrics/cardinality.ts'
import { metrics } from './prometheus/metrics/metrics.ts'
import { notification } from './prometheus/notification.ts'
import { reachable, version } from './prometheus/reachable.ts'
import { firing } from './prometheus/rules/firing.ts'
import { ruleHealth } from './prometheus/rules/health.ts'
import { rules } from './prometheus/rules/rules.ts'
import { state } from './prometheus/state.ts'
import { exporters } from './prometheus/targets/exporters.ts'
import { targets } from './prometheus/targets/targets.ts'
import { publicMetrics } from './public.ts'

/** Every examination, with those of the project, in the order in which a person would look. */
export const examinationsOf = ({
  extension,
}: {
  readonly extension?: Partial<Examining> | undefined
}): readonly Examination[] => [
  reachable,
  version,
  clock,
  state,
  configuration,
  targets,
  exporters,
  metrics,
  candidates,
  cardinality,
  rules,
  ruleHealth,
  panels,
  cost,
  ...(extension?.examinations ?? []),
  notification,
  firing,
  ...alertmanagerExaminations,
  ...grafanaExaminations,
  publicMetrics,
]
