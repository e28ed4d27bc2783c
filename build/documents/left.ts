/** What is recognized and left alone, by what it is: told at the end, so that nobody takes silence for praise. */
export type Left = Map<string, number>

/** Custom resources that are known and not judged. */
const resources: Readonly<Record<string, string>> = {
  AlertmanagerConfig: 'AlertmanagerConfig',
  VMServiceScrape: 'VMServiceScrape',
  VMPodScrape: 'VMPodScrape',
  GrafanaDatasource: 'GrafanaDatasource',
  GrafanaFolder: 'GrafanaFolder',
}

/** The name of a manifest that is left alone; `undefined` for any other. */
export const resourceOf = (kind: string | undefined): string | undefined =>
  kind !== undefined && Object.hasOwn(resources, kind) ? resources[kind] : undefined

const stage =
  /[}"`\])]\s*(?:(?:\|[=~>]|!=|!~)\s*["`]|\|\s*(?:json|logfmt|pattern|regexp|unpack|unwrap|line_format|label_format|decolorize|drop|keep|ip|__error__|\w+\s*(?:=~?|!=|!~|<=?|>=?)))/
const onlyOfLogs = /\b(?:bytes_rate|bytes_over_time|rate_counter)\s*\(\s*\{/

/** Whether a text is a query of Loki: stages behind a selector, or a function of its own. */
export function isLogQl(text: string): boolean {
  if (!/\{[^}]*\}/.test(text)) return false
  return stage.test(text.replace(/\{[^}]*\}/g, '{}')) || onlyOfLogs.test(text)
}

/** Whether all rules of a group read streams of logs and no metric: `rate({app="x"}[5m])` without a name anywhere. */
export const areLogQl = (texts: readonly string[]): boolean =>
  texts.length > 0 &&
  texts.every((text) => {
    const bare = text.replace(/"(?:\\.|[^"\\])*"|`[^`]*`/g, '""')
    return /\(\s*\{/.test(bare) && !/[\w:]\s*\{/.test(bare) && !bare.includes('__name__')
  })

/** Functions that only the language of VictoriaMetrics has. */
const metricsQl = new Set(
  `aggr_over_time any ascent_over_time bitmap_and bitmap_or bitmap_xor bottomk_avg bottomk_last bottomk_max bottomk_median bottomk_min
  buckets_limit count_eq_over_time count_gt_over_time count_le_over_time count_ne_over_time count_values_over_time
  decreases_over_time default_rollup deriv_fast descent_over_time distinct distinct_over_time drop_common_labels
  drop_empty_series duration_over_time end geomean geomean_over_time histogram histogram_avg_over_time histogram_over_time
  histogram_share histogram_stddev hoeffding_bound_lower hoeffding_bound_upper ideriv increase_prometheus increase_pure
  increases_over_time integrate interpolate keep_last_value keep_next_value label_copy label_del label_graphite_group
  label_keep label_lowercase label_map label_match label_mismatch label_move label_set label_transform label_uppercase
  label_value labels_equal lag lifetime limit_offset limitk_max mad median mode mode_over_time now outliers_iqr outliers_mad
  outliersk prometheus_buckets quantiles quantiles_over_time rand range_avg range_first range_last range_linear_regression
  range_mad range_max range_median range_min range_normalize range_over_time range_quantile range_stddev range_sum
  range_trim_outliers range_trim_spikes range_trim_zscore range_zscore rate_over_sum rate_prometheus remove_resets rollup
  rollup_candlestick rollup_delta rollup_deriv rollup_increase rollup_rate rollup_scrape_interval ru running_avg running_max
  running_min running_sum scrape_interval share share_eq_over_time share_gt_over_time share_le_over_time smooth_exponential
  sort_by_label_numeric sort_by_label_numeric_desc stale_samples_over_time step sum2 sum2_over_time sum_gt_over_time
  tfirst_over_time timezone_offset tlast_change_over_time tlast_over_time tmax_over_time tmin_over_time topk_avg topk_last
  topk_max topk_median topk_min union vmrange_buckets vmrange_to_le zscore zscore_over_time`.split(/\s+/),
)

/** Whether a text calls a function that Prometheus has not and VictoriaMetrics has. */
export const isMetricsQl = (text: string): boolean =>
  [...text.replace(/"(?:\\.|[^"\\])*"/g, '""').matchAll(/\b([a-z]\w+)\s*\(/g)].some(([, name = '']) =>
    metricsQl.has(name),
  ) || /\bkeep_metric_names\b|^\s*with\s*\(/i.test(text)
