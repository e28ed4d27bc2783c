import { alertWithoutPanel } from './alert-without-panel.ts'
import type { Check } from './check.ts'
import { duplicateName } from './duplicate-name.ts'
import { runbook } from './runbook.ts'
import { unavailableMetric } from './unavailable-metric.ts'
import { unknownMetric } from './unknown-metric.ts'
import { unusedFilter } from './unused-filter.ts'

/** Every check, by id. */
export const checks: readonly Check[] = [
  alertWithoutPanel,
  duplicateName,
  runbook,
  unavailableMetric,
  unknownMetric,
  unusedFilter,
]
