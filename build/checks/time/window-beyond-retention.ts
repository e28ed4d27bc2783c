import { queriesOf } from '../../model/queries.ts'
import { reachOf } from '../../promql/reach.ts'
import type { Check } from '../check.ts'
import { retentionOf } from '../support/server.ts'
import { inWords } from '../support/windows.ts'

export const windowBeyondRetention: Check = {
  id: 'window-beyond-retention',
  severity: 'error',
  covers: ['R02'],
  about:
    "A query looks back no further than samples are kept: windows, subqueries and offsets add up, and beyond the retention there is nothing to read, so a comparison with last month is silently empty. Fixed times (`@ 1700000000`) and windows that Grafana chooses are not judged; neither is storage outside Prometheus, of which it knows nothing. Our own panels that an installation's retention is too short for are left out, and the build says so; an alert is an error, since one that is missing looks like health.",
  run: (subject) => {
    const retention = retentionOf(subject)
    if (retention === undefined) return []
    // The period of an objective is told as such.
    const periods = new Set(
      (subject.model?.groups ?? []).flatMap(({ recordings }) =>
        recordings.filter(({ marks }) => marks.slo !== undefined).map(({ computed }) => computed),
      ),
    )
    return queriesOf(subject).flatMap((query) => {
      const { seconds, culprit } = reachOf(query.expr)
      if (seconds <= retention || periods.has(query.expr)) return []
      return [
        {
          place: query.place,
          query: { ...query, culprit },
          what: `This looks ${inWords(seconds)} back, and Prometheus keeps ${inWords(retention)}.`,
          next: 'Shorten the window or offset, raise the retention, or record the result while it can be computed.',
        },
      ]
    })
  },
}
