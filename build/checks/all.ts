import { absentPart } from './aggregation/absent-part.ts'
import { countIsZero } from './aggregation/count-is-zero.ts'
import { crossJobWithoutHold } from './aggregation/cross-job-without-hold.ts'
import { idleShare } from './aggregation/idle-share.ts'
import { manyToOne } from './aggregation/many-to-one.ts'
import { missingLe } from './aggregation/missing-le.ts'
import { mixedOperators } from './aggregation/mixed-operators.ts'
import { neverMatches } from './aggregation/never-matches.ts'
import { orOfRates } from './aggregation/or-of-rates.ts'
import { partitionIgnored } from './aggregation/partition-ignored.ts'
import { poisonedSum } from './aggregation/poisoned-sum.ts'
import { rankingInAlert } from './aggregation/ranking-in-alert.ts'
import { selfRatio } from './aggregation/self-ratio.ts'
import { strayZero } from './aggregation/stray-zero.ts'
import { unevenOr } from './aggregation/uneven-or.ts'
import type { Check } from './check.ts'
import { alertWithoutPanel } from './dashboards/alert-without-panel.ts'
import { danglingReference } from './dashboards/dangling-reference.ts'
import { dataSourceLink } from './dashboards/data-source-link.ts'
import { datasource } from './dashboards/datasource.ts'
import { deadLink } from './dashboards/dead-link.ts'
import { editable } from './dashboards/editable.ts'
import { grid } from './dashboards/grid.ts'
import { heatmapFormat } from './dashboards/heatmap-format.ts'
import { invertedMapping } from './dashboards/inverted-mapping.ts'
import { lyingTitle } from './dashboards/lying-title.ts'
import { opensBeyondRetention } from './dashboards/opens-beyond-retention.ts'
import { panelBasics } from './dashboards/panel-basics.ts'
import { rankingOverTime } from './dashboards/ranking-over-time.ts'
import { singleValue } from './dashboards/single-value.ts'
import { emptyRules } from './files/empty-rules.ts'
import { malformedFile } from './files/malformed-file.ts'
import { promqlSyntax } from './files/promql-syntax.ts'
import { promqlTypes } from './files/promql-types.ts'
import { removedFeature } from './files/removed-feature.ts'
import { unreadableFile } from './files/unreadable-file.ts'
import { houseAlerts } from './house/house-alerts.ts'
import { houseDashboards } from './house/house-dashboards.ts'
import { houseQueries } from './house/house-queries.ts'
import { houseRecordings } from './house/house-recordings.ts'
import { contradictoryMatchers } from './labels/contradictory-matchers.ts'
import { emptyLabel } from './labels/empty-label.ts'
import { needlessRegexp } from './labels/needless-regexp.ts'
import { negativeClass } from './labels/negative-class.ts'
import { regexpInEquality } from './labels/regexp-in-equality.ts'
import { unboundedIdentity } from './labels/unbounded-identity.ts'
import { unboundedLines } from './labels/unbounded-lines.ts'
import { unknownLabel } from './labels/unknown-label.ts'
import { unknownLabelValue } from './labels/unknown-label-value.ts'
import { annotationLabel } from './legends/annotation-label.ts'
import { constantLegend } from './legends/constant-legend.ts'
import { legendCalcs } from './legends/legend-calcs.ts'
import { legendLabel } from './legends/legend-label.ts'
import { ambiguousJob } from './metrics/ambiguous-job.ts'
import { droppedSeries } from './metrics/dropped-series.ts'
import { missingFlag } from './metrics/missing-flag.ts'
import { namelessSelector } from './metrics/nameless-selector.ts'
import { recordingLate } from './metrics/recording-late.ts'
import { recordingUnused } from './metrics/recording-unused.ts'
import { unavailableMetric } from './metrics/unavailable-metric.ts'
import { unknownMetric } from './metrics/unknown-metric.ts'
import { unscrapedExporter } from './metrics/unscraped-exporter.ts'
import { groupLabel } from './notification/group-label.ts'
import { hollowDrill } from './notification/hollow-drill.ts'
import { idleRoute } from './notification/idle-route.ts'
import { inhibition } from './notification/inhibition.ts'
import { missingChannel } from './notification/missing-channel.ts'
import { noInhibition } from './notification/no-inhibition.ts'
import { unheardAlert } from './notification/unheard-alert.ts'
import { unheardSeverity } from './notification/unheard-severity.ts'
import { freeTextVariable } from './security/free-text-variable.ts'
import { insecureDefault } from './security/insecure-default.ts'
import { secretInLabel } from './security/secret-in-label.ts'
import { secretInOutput } from './security/secret-in-output.ts'
import { sensitiveLabel } from './security/sensitive-label.ts'
import { tokenInTheClear } from './security/token-in-the-clear.ts'
import { bareValue } from './texts/bare-value.ts'
import { humanizer } from './texts/humanizer.ts'
import { lostLabelInText } from './texts/lost-label-in-text.ts'
import { queryInTemplate } from './texts/query-in-template.ts'
import { runbook } from './texts/runbook.ts'
import { runbookLink } from './texts/runbook-link.ts'
import { severity } from './texts/severity.ts'
import { templateSyntax } from './texts/template-syntax.ts'
import { untoldIdentity } from './texts/untold-identity.ts'
import { valueInLabel } from './texts/value-in-label.ts'
import { amountScale } from './thresholds/amount-scale.ts'
import { betweenBuckets } from './thresholds/between-buckets.ts'
import { beyondLastBucket } from './thresholds/beyond-last-bucket.ts'
import { bucketEdge } from './thresholds/bucket-edge.ts'
import { burnRate } from './thresholds/burn-rate.ts'
import { contradictoryThresholds } from './thresholds/contradictory-thresholds.ts'
import { hardCodedCapacity } from './thresholds/hard-coded-capacity.ts'
import { impossibleThreshold } from './thresholds/impossible-threshold.ts'
import { invertedShare } from './thresholds/inverted-share.ts'
import { milliseconds } from './thresholds/milliseconds.ts'
import { noCondition } from './thresholds/no-condition.ts'
import { panelThreshold } from './thresholds/panel-threshold.ts'
import { shareOfOther } from './thresholds/share-of-other.ts'
import { shareScale } from './thresholds/share-scale.ts'
import { thresholdLadder } from './thresholds/threshold-ladder.ts'
import { zeroDivisor } from './thresholds/zero-divisor.ts'
import { absentHold } from './time/absent-hold.ts'
import { ageOutlived } from './time/age-outlived.ts'
import { dataSourceInterval } from './time/data-source-interval.ts'
import { eventOutlived } from './time/event-outlived.ts'
import { firstIncrement } from './time/first-increment.ts'
import { groupInterval } from './time/group-interval.ts'
import { holdInterval } from './time/hold-interval.ts'
import { intervalMacro } from './time/interval-macro.ts'
import { irateInAlert } from './time/irate-in-alert.ts'
import { longHold } from './time/long-hold.ts'
import { macroInRule } from './time/macro-in-rule.ts'
import { nestedWindows } from './time/nested-windows.ts'
import { newerRuleField } from './time/newer-rule-field.ts'
import { objectiveBeyondRetention } from './time/objective-beyond-retention.ts'
import { predictionHorizon } from './time/prediction-horizon.ts'
import { quantileBaseline } from './time/quantile-baseline.ts'
import { shortWindow } from './time/short-window.ts'
import { unevenWindows } from './time/uneven-windows.ts'
import { windowBelowStep } from './time/window-below-step.ts'
import { windowBeyondRetention } from './time/window-beyond-retention.ts'
import { windowName } from './time/window-name.ts'
import { windowProse } from './time/window-prose.ts'
import { aggregatedQuantile } from './types/aggregated-quantile.ts'
import { averageOfShares } from './types/average-of-shares.ts'
import { counterWithoutRate } from './types/counter-without-rate.ts'
import { infoOrTimestampValue } from './types/info-or-timestamp-value.ts'
import { levelHistogram } from './types/level-histogram.ts'
import { quantileOfNoBucket } from './types/quantile-of-no-bucket.ts'
import { quantileRange } from './types/quantile-range.ts'
import { rateOfAggregate } from './types/rate-of-aggregate.ts'
import { rateOfGauge } from './types/rate-of-gauge.ts'
import { ratioSinceStart } from './types/ratio-since-start.ts'
import { stackedQuantiles } from './types/stacked-quantiles.ts'
import { missingUnit } from './units/missing-unit.ts'
import { mixedUnits } from './units/mixed-units.ts'
import { percentTwice } from './units/percent-twice.ts'
import { thresholdDirection } from './units/threshold-direction.ts'
import { thresholdScale } from './units/threshold-scale.ts'
import { unitId } from './units/unit-id.ts'
import { unitScale } from './units/unit-scale.ts'
import { cyclicVariable } from './variables/cyclic-variable.ts'
import { multiValueEquality } from './variables/multi-value-equality.ts'
import { undefinedVariable } from './variables/undefined-variable.ts'
import { unusedFilter } from './variables/unused-filter.ts'
import { unusedVariable } from './variables/unused-variable.ts'
import { variableQuery } from './variables/variable-query.ts'
import { alertingWiring } from './wiring/alerting-wiring.ts'
import { duplicateName } from './wiring/duplicate-name.ts'
import { jobWithoutTargets } from './wiring/job-without-targets.ts'
import { labelConflict } from './wiring/label-conflict.ts'
import { livenessCoverage } from './wiring/liveness-coverage.ts'
import { missingSecret } from './wiring/missing-secret.ts'
import { missingService } from './wiring/missing-service.ts'
import { provisionedTwice } from './wiring/provisioned-twice.ts'
import { publishedPort } from './wiring/published-port.ts'
import { scrapeInterval } from './wiring/scrape-interval.ts'
import { scrapedPath } from './wiring/scraped-path.ts'
import { targetVanishes } from './wiring/target-vanishes.ts'
import { undefinedReference } from './wiring/undefined-reference.ts'
import { unknownJob } from './wiring/unknown-job.ts'
import { unmountedFile } from './wiring/unmounted-file.ts'
import { unreachableTarget } from './wiring/unreachable-target.ts'
import { v2FromFile } from './wiring/v2-from-file.ts'

// Made from the folders by `npx vitest run test/checks/all.test.ts -u`: a check cannot be forgotten.

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
  annotationLabel,
  averageOfShares,
  bareValue,
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
  emptyLabel,
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
  hollowDrill,
  houseAlerts,
  houseDashboards,
  houseQueries,
  houseRecordings,
  humanizer,
  idleRoute,
  idleShare,
  impossibleThreshold,
  infoOrTimestampValue,
  inhibition,
  insecureDefault,
  intervalMacro,
  invertedMapping,
  invertedShare,
  irateInAlert,
  jobWithoutTargets,
  labelConflict,
  legendCalcs,
  legendLabel,
  levelHistogram,
  livenessCoverage,
  longHold,
  lostLabelInText,
  lyingTitle,
  macroInRule,
  malformedFile,
  manyToOne,
  milliseconds,
  missingChannel,
  missingFlag,
  missingLe,
  missingSecret,
  missingService,
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
  objectiveBeyondRetention,
  opensBeyondRetention,
  orOfRates,
  panelBasics,
  panelThreshold,
  partitionIgnored,
  percentTwice,
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
  ratioSinceStart,
  recordingLate,
  recordingUnused,
  regexpInEquality,
  removedFeature,
  runbook,
  runbookLink,
  scrapeInterval,
  scrapedPath,
  secretInLabel,
  secretInOutput,
  selfRatio,
  sensitiveLabel,
  severity,
  shareOfOther,
  shareScale,
  shortWindow,
  singleValue,
  stackedQuantiles,
  strayZero,
  targetVanishes,
  templateSyntax,
  thresholdDirection,
  thresholdLadder,
  thresholdScale,
  tokenInTheClear,
  unavailableMetric,
  unboundedIdentity,
  unboundedLines,
  undefinedReference,
  undefinedVariable,
  unevenOr,
  unevenWindows,
  unheardAlert,
  unheardSeverity,
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
  v2FromFile,
  valueInLabel,
  variableQuery,
  windowBelowStep,
  windowBeyondRetention,
  windowName,
  windowProse,
  zeroDivisor,
].sort((a, b) => (a.id < b.id ? -1 : 1))

/** Those that judge each rule file and each dashboard by itself, whatever stands in the others. */
export const local: readonly Check[] = checks.filter(({ isLocal }) => isLocal)

/** Those that look at the files together, or at what is no rule and no dashboard. */
export const across: readonly Check[] = checks.filter(({ isLocal }) => !isLocal)
