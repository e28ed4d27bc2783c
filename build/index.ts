// What definitions are written with: all that a project imports of the package.

export type { Extension } from './extension.ts'
export { type Alert, alert, alertEach, group } from './language/alert.ts'
export type { Condition } from './language/condition.ts'
export {
  type Annotation,
  type Dashboard,
  dashboard,
  type Filter,
  instancesOf,
  mark,
  type Row,
  row,
  valuesOf,
} from './language/dashboard.ts'
export { exposedBy, exposedBySomebody, stored, writtenByPrometheus } from './language/declare.ts'
export { type Drill, drill } from './language/drill.ts'
export {
  absent,
  age,
  always,
  avg,
  avgOverTime,
  bottomK,
  changes,
  constant,
  count,
  countOverTime,
  dayOfMonth,
  dayOfWeek,
  derivative,
  hour,
  increase,
  increaseBeyond,
  max,
  maxOverTime,
  mean,
  min,
  minOverTime,
  month,
  predictLinear,
  quantile,
  rate,
  rateBeyond,
  ratio,
  stdDev,
  stdDevOverTime,
  sum,
  topK,
  until,
} from './language/functions.ts'
export { asIs, board, drawn, recorded, rule, ruleFile, ruleGroup, section } from './language/imported.ts'
export { byComponent, deployedIn, type Job, type JobsOfComponent, job, namesOf } from './language/job.ts'
export { httpStatus, type Labels, matching, mayBeEmpty, not, open, unbounded } from './language/labels.ts'
export type { AnyMetric, Counter, Gauge, Histogram, Info, Timestamp } from './language/metric.ts'
export { fromOpenSLO } from './language/openslo.ts'
export type { Panel } from './language/panel.ts'
export {
  alertList,
  barChart,
  bars,
  gauge,
  heatmap,
  histogram,
  logs,
  pie,
  stat,
  states,
  statusHistory,
  table,
  text,
  timeseries,
} from './language/panels.ts'
export { aggregate, apply, calc, only, within } from './language/plain.ts'
export type { AnyQuery, Query } from './language/query.ts'
export { openPromql, promql } from './language/raw.ts'
export { type Recording, record } from './language/record.ts'
// A whole file: a project adds to its `Register`, which TypeScript finds in what is passed on as a whole only.
export * from './language/register.ts'
export {
  ago,
  ahead,
  at,
  earlier,
  every,
  fires,
  happens,
  type Scenario,
  silent,
  stands,
  takes,
  traffic,
} from './language/scenario.ts'
export { probes, pushed, type Scrape } from './language/scrape.ts'
export type { Service } from './language/service.ts'
export { type Severity, severity } from './language/severity.ts'
export { latencySlo, type Slo, slo } from './language/slo.ts'
export { threshold } from './language/threshold.ts'
export {
  alertmanagerDown,
  began,
  counts,
  down,
  grows,
  joins,
  lacks,
  loses,
  prometheusDown,
  restarts,
  scales,
  slows,
  type Touch,
  turns,
  vanishes,
} from './language/touch.ts'
export type { Amount, Duration, Size, Unit, Window } from './language/units.ts'
export { verbatim } from './language/verbatim.ts'
export { defineStack } from './stack/define.ts'
export { type Stack, type StackInput, stackSchema } from './stack/schema.ts'
