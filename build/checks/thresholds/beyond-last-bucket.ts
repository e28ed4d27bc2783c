import type { Panel } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { inferenceOf } from '../support/inference.ts'
import { type Limited, lastEdge, limitsOf, mistakeOf } from '../support/limits.ts'
import { showsThresholds } from '../support/shown-thresholds.ts'

export const beyondLastBucket: Check = {
  id: 'beyond-last-bucket',
  severity: 'error',
  covers: ['H01', 'H07'],
  isLocal: true,
  about:
    'A quantile of a histogram never exceeds the last finite bucket: all that is slower counts as exactly that. A threshold there or beyond is never passed, however slow everything is; often it is written in milliseconds where the metric has seconds. Count the observations above a bucket instead. It is followed through max, multiplication and recording rules, in comparisons and in the thresholds of panels; native and unknown histograms are not judged.',
  run: (subject) => [
    ...limitsOf(subject)
      .filter((limited) => limited.proof !== undefined && mistakeOf(limited) === 'beyond the buckets')
      .map((limited) => {
        const { query, node, op, limit, proof } = limited
        const answer = proof === 'never-true' ? 'never' : 'always'
        return {
          place: query.place,
          query: { ...query, culprit: node },
          what: `The last bucket of the histogram ends at ${lastEdge(limited)}, and no quantile is above it: "${op} ${limit}" is ${answer} true, however slow everything is.`,
          next: `Count what lies above a bucket, \`_count\` less \`_bucket\`, or give the histogram a larger bucket.${hint(limited)}`,
        }
      }),
    ...subject.dashboards.flatMap(({ panels }) => panels.flatMap((panel) => colours(subject, panel))),
  ],
}

/** A colour that a panel of quantiles never takes: Grafana changes it at the threshold, so the last edge is reached. */
function colours(subject: Subject, panel: Panel): readonly Finding[] {
  const { place, targets, thresholds } = panel
  if (!showsThresholds(panel)) return []
  const ends = targets.map(({ query }) => (query === undefined ? undefined : lastEdge(inferenceOf(subject, query))))
  const last =
    ends.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...ends.map((end) => end ?? Number.POSITIVE_INFINITY))
  return thresholds
    .filter(({ value }) => value !== null && value > last)
    .map(({ value, color }) => ({
      place,
      what: `The last bucket of the histogram ends at ${last}, and no quantile is above it: the panel never turns ${color}, which begins at ${value}.`,
      next: 'Lower the threshold, or give the histogram a larger bucket.',
    }))
}

/** A threshold of which a thousandth lies among the buckets was meant in thousandths. */
function hint({ limit, value }: Limited): string {
  const edges = value.buckets?.edges ?? []
  const thousandth = limit / 1000
  const fits = thousandth >= (edges[0] ?? 0) && thousandth < (edges.at(-1) ?? 0)
  return fits ? ` If ${limit} is in milliseconds, write ${thousandth}.` : ''
}
