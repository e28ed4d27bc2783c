// Every word of the language, for definitions that take all of them from one place. Each by name: a bundle has to know them.

export { alert, alertEach, group } from './alert.ts'
export { dashboard, instancesOf, mark, row, valuesOf } from './dashboard.ts'
export { exposedBy, exposedBySomebody, stored, writtenByPrometheus } from './declare.ts'
export { drill } from './drill.ts'
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
} from './functions.ts'
export { asIs, board, drawn, recorded, rule, ruleFile, ruleGroup, section } from './imported.ts'
export { byComponent, job } from './job.ts'
export { httpStatus, matching, mayBeEmpty, not, open, unbounded } from './labels.ts'
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
} from './panels.ts'
export { aggregate, apply, calc, only, within } from './plain.ts'
export { openPromql, promql } from './raw.ts'
export { record } from './record.ts'
export { ago, ahead, at, earlier, every, fires, happens, silent, stands, takes, traffic } from './scenario.ts'
export { probes, pushed } from './scrape.ts'
export { latencySlo, slo } from './slo.ts'
export { verbatim } from './verbatim.ts'
