import { absentHold } from './absent-hold.ts'
import { absentPart } from './absent-part.ts'
import { ageOutlived } from './age-outlived.ts'
import { aggregatedQuantile } from './aggregated-quantile.ts'
import { alertWithoutPanel } from './alert-without-panel.ts'
import { alertingWiring } from './alerting-wiring.ts'
import { ambiguousJob } from './ambiguous-job.ts'
import { amountScale } from './amount-scale.ts'
import { averageOfShares } from './average-of-shares.ts'
import { betweenBuckets } from './between-buckets.ts'
import { beyondLastBucket } from './beyond-last-bucket.ts'
import { bucketEdge } from './bucket-edge.ts'
import { burnRate } from './burn-rate.ts'
import type { Check } from './check.ts'
import { constantLegend } from './constant-legend.ts'
import { contradictoryMatchers } from './contradictory-matchers.ts'
import { contradictoryThresholds } from './contradictory-thresholds.ts'
import { countIsZero } from './count-is-zero.ts'
import { counterWithoutRate } from './counter-without-rate.ts'
import { crossJobWithoutHold } from './cross-job-without-hold.ts'
import { cyclicVariable } from './cyclic-variable.ts'
import { danglingReference } from './dangling-reference.ts'
import { dataSourceInterval } from './data-source-interval.ts'
import { dataSourceLink } from './data-source-link.ts'
import { datasource } from './datasource.ts'
import { deadLink } from './dead-link.ts'
import { droppedSeries } from './dropped-series.ts'
import { duplicateName } from './duplicate-name.ts'
import { editable } from './editable.ts'
import { emptyRules } from './empty-rules.ts'
import { eventOutlived } from './event-outlived.ts'
import { firstIncrement } from './first-increment.ts'
import { freeTextVariable } from './free-text-variable.ts'
import { grid } from './grid.ts'
import { groupInterval } from './group-interval.ts'
import { groupLabel } from './group-label.ts'
import { hardCodedCapacity } from './hard-coded-capacity.ts'
import { heatmapFormat } from './heatmap-format.ts'
import { holdInterval } from './hold-interval.ts'
import { humanizer } from './humanizer.ts'
import { idleRoute } from './idle-route.ts'
import { idleShare } from './idle-share.ts'
import { impossibleThreshold } from './impossible-threshold.ts'
import { infoOrTimestampValue } from './info-or-timestamp-value.ts'
import { inhibition } from './inhibition.ts'
import { insecureDefault } from './insecure-default.ts'
import { intervalMacro } from './interval-macro.ts'
import { irateInAlert } from './irate-in-alert.ts'
import { jobWithoutTargets } from './job-without-targets.ts'
import { labelConflict } from './label-conflict.ts'
import { legendCalcs } from './legend-calcs.ts'
import { legendLabel } from './legend-label.ts'
import { levelHistogram } from './level-histogram.ts'
import { livenessCoverage } from './liveness-coverage.ts'
import { lostLabelInText } from './lost-label-in-text.ts'
import { lyingTitle } from './lying-title.ts'
import { macroInRule } from './macro-in-rule.ts'
import { malformedFile } from './malformed-file.ts'
import { manyToOne } from './many-to-one.ts'
import { missingFlag } from './missing-flag.ts'
import { missingLe } from './missing-le.ts'
import { missingSecret } from './missing-secret.ts'
import { missingUnit } from './missing-unit.ts'
import { mixedOperators } from './mixed-operators.ts'
import { mixedUnits } from './mixed-units.ts'
import { multiValueEquality } from './multi-value-equality.ts'
import { namelessSelector } from './nameless-selector.ts'
import { needlessRegexp } from './needless-regexp.ts'
import { negativeClass } from './negative-class.ts'
import { nestedWindows } from './nested-windows.ts'
import { neverMatches } from './never-matches.ts'
import { newerRuleField } from './newer-rule-field.ts'
import { noCondition } from './no-condition.ts'
import { noInhibition } from './no-inhibition.ts'
import { orOfRates } from './or-of-rates.ts'
import { panelBasics } from './panel-basics.ts'
import { panelThreshold } from './panel-threshold.ts'
import { partitionIgnored } from './partition-ignored.ts'
import { poisonedSum } from './poisoned-sum.ts'
import { predictionHorizon } from './prediction-horizon.ts'
import { promqlSyntax } from './promql-syntax.ts'
import { promqlTypes } from './promql-types.ts'
import { provisionedTwice } from './provisioned-twice.ts'
import { publishedPort } from './published-port.ts'
import { quantileBaseline } from './quantile-baseline.ts'
import { quantileOfNoBucket } from './quantile-of-no-bucket.ts'
import { quantileRange } from './quantile-range.ts'
import { queryInTemplate } from './query-in-template.ts'
import { rankingInAlert } from './ranking-in-alert.ts'
import { rankingOverTime } from './ranking-over-time.ts'
import { rateOfAggregate } from './rate-of-aggregate.ts'
import { rateOfGauge } from './rate-of-gauge.ts'
import { recordingLate } from './recording-late.ts'
import { recordingUnused } from './recording-unused.ts'
import { regexpInEquality } from './regexp-in-equality.ts'
import { runbook } from './runbook.ts'
import { runbookLink } from './runbook-link.ts'
import { scrapeInterval } from './scrape-interval.ts'
import { secretInOutput } from './secret-in-output.ts'
import { selfRatio } from './self-ratio.ts'
import { sensitiveLabel } from './sensitive-label.ts'
import { severity } from './severity.ts'
import { shareScale } from './share-scale.ts'
import { shortWindow } from './short-window.ts'
import { singleValue } from './single-value.ts'
import { strayZero } from './stray-zero.ts'
import { targetVanishes } from './target-vanishes.ts'
import { templateSyntax } from './template-syntax.ts'
import { thresholdDirection } from './threshold-direction.ts'
import { thresholdLadder } from './threshold-ladder.ts'
import { thresholdScale } from './threshold-scale.ts'
import { unavailableMetric } from './unavailable-metric.ts'
import { unboundedIdentity } from './unbounded-identity.ts'
import { unboundedLines } from './unbounded-lines.ts'
import { undefinedReference } from './undefined-reference.ts'
import { undefinedVariable } from './undefined-variable.ts'
import { unheardAlert } from './unheard-alert.ts'
import { unitId } from './unit-id.ts'
import { unitScale } from './unit-scale.ts'
import { unknownJob } from './unknown-job.ts'
import { unknownLabel } from './unknown-label.ts'
import { unknownLabelValue } from './unknown-label-value.ts'
import { unknownMetric } from './unknown-metric.ts'
import { unmountedFile } from './unmounted-file.ts'
import { unreachableTarget } from './unreachable-target.ts'
import { unreadableFile } from './unreadable-file.ts'
import { unscrapedExporter } from './unscraped-exporter.ts'
import { untoldIdentity } from './untold-identity.ts'
import { unusedFilter } from './unused-filter.ts'
import { unusedVariable } from './unused-variable.ts'
import { valueInLabel } from './value-in-label.ts'
import { variableQuery } from './variable-query.ts'
import { windowBelowStep } from './window-below-step.ts'
import { windowBeyondRetention } from './window-beyond-retention.ts'
import { windowName } from './window-name.ts'
import { windowProse } from './window-prose.ts'

/** Every check, by id. */
export const checks: readonly Check[] = [
  absentHold,
  absentPart,
  ageOutlived,
  aggregatedQuantile,
  alertWithoutPanel,
  alertingWiring,
  ambiguousJob,
  amountScale,
  averageOfShares,
  betweenBuckets,
  beyondLastBucket,
  bucketEdge,
  burnRate,
  constantLegend,
  contradictoryMatchers,
  contradictoryThresholds,
  countIsZero,
  counterWithoutRate,
  crossJobWithoutHold,
  cyclicVariable,
  danglingReference,
  dataSourceInterval,
  dataSourceLink,
  datasource,
  deadLink,
  droppedSeries,
  duplicateName,
  editable,
  emptyRules,
  eventOutlived,
  firstIncrement,
  freeTextVariable,
  grid,
  groupInterval,
  groupLabel,
  hardCodedCapacity,
  heatmapFormat,
  holdInterval,
  humanizer,
  idleRoute,
  idleShare,
  impossibleThreshold,
  infoOrTimestampValue,
  inhibition,
  insecureDefault,
  intervalMacro,
  irateInAlert,
  jobWithoutTargets,
  labelConflict,
  legendCalcs,
  legendLabel,
  levelHistogram,
  livenessCoverage,
  lostLabelInText,
  lyingTitle,
  macroInRule,
  malformedFile,
  manyToOne,
  missingFlag,
  missingLe,
  missingSecret,
  missingUnit,
  mixedOperators,
  mixedUnits,
  multiValueEquality,
  namelessSelector,
  needlessRegexp,
  negativeClass,
  nestedWindows,
  neverMatches,
  newerRuleField,
  noCondition,
  noInhibition,
  orOfRates,
  panelBasics,
  panelThreshold,
  partitionIgnored,
  poisonedSum,
  predictionHorizon,
  promqlSyntax,
  promqlTypes,
  provisionedTwice,
  publishedPort,
  quantileBaseline,
  quantileOfNoBucket,
  quantileRange,
  queryInTemplate,
  rankingInAlert,
  rankingOverTime,
  rateOfAggregate,
  rateOfGauge,
  recordingLate,
  recordingUnused,
  regexpInEquality,
  runbook,
  runbookLink,
  scrapeInterval,
  secretInOutput,
  selfRatio,
  sensitiveLabel,
  severity,
  shareScale,
  shortWindow,
  singleValue,
  strayZero,
  targetVanishes,
  templateSyntax,
  thresholdDirection,
  thresholdLadder,
  thresholdScale,
  unavailableMetric,
  unboundedIdentity,
  unboundedLines,
  undefinedReference,
  undefinedVariable,
  unheardAlert,
  unitId,
  unitScale,
  unknownJob,
  unknownLabel,
  unknownLabelValue,
  unknownMetric,
  unmountedFile,
  unreachableTarget,
  unreadableFile,
  unscrapedExporter,
  untoldIdentity,
  unusedFilter,
  unusedVariable,
  valueInLabel,
  variableQuery,
  windowBelowStep,
  windowBeyondRetention,
  windowName,
  windowProse,
]
