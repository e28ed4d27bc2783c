import { below } from '../../documents/values.ts'
import type { Check } from '../check.ts'
import { distinguishing } from '../support/identity.ts'
import { inferenceOf } from '../support/inference.ts'

export const heatmapFormat: Check = {
  id: 'heatmap-format',
  severity: 'error',
  covers: ['D08'],
  isLocal: true,
  about:
    "A heatmap of a histogram asks for the format `heatmap`, which makes Grafana subtract each bucket from the next: Prometheus' buckets are cumulative, and drawn as they are every upper cell is full. It also keeps `le` as the only label, or each bucket appears once for every value of the other. Heatmaps that Grafana computes from plain series are left alone.",
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels
        .filter(({ type, json }) => type === 'heatmap' && below(json, 'options', 'calculate') !== true)
        .flatMap(({ place, targets }) =>
          targets.flatMap(({ query, format }) => {
            const value = query && inferenceOf(subject, query).value
            if (query === undefined || value?.buckets === undefined || !value.labels.isAlways('le')) return []
            const others = distinguishing(value).filter((label) => label !== 'le')
            const about = { place, query: { ...query, culprit: query.expr } }
            if (format !== 'heatmap') {
              return [
                {
                  ...about,
                  what: `The buckets are cumulative, and the format "${format}" draws them as they are.`,
                  next: 'Set the format of the query to "heatmap".',
                },
              ]
            }
            if (others.length === 0) return []
            return [
              {
                ...about,
                what: `Each bucket appears once per ${others.join(', ')}, because the query keeps more than le.`,
                next: 'Write sum by (le) (…).',
              },
            ]
          }),
        ),
    ),
}
