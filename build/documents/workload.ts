import type { Cursor } from './cursor.ts'
import type { Reading } from './reading.ts'
import { seconds } from './rules.ts'
import type { Workload } from './views.ts'

/** The Prometheus servers that a manifest of Kubernetes runs: as the operator's resource, or in a pod. */
export function workloadsIn(document: Cursor, reading: Reading): readonly Workload[] {
  const kind = document.get('kind').text ?? ''
  const spec = document.get('spec')
  if (kind === 'Prometheus' && spec.isRecord) return [operated(spec, reading)]
  const template = kind === 'CronJob' ? spec.get('jobTemplate', 'spec', 'template') : spec.get('template')
  const pod = kind === 'Pod' ? spec : template.get('spec')
  return pod.get('containers').items.flatMap((container) => {
    const image = container.get('image').text ?? ''
    if (!isPrometheus(image)) return []
    const words = ['command', 'args'].flatMap((key) => container.get(key).items.flatMap(({ text }) => text ?? []))
    return [{ image, command: words, scrapeInterval: undefined, evaluationInterval: undefined }]
  })
}

const isPrometheus = (image: string): boolean => /(?:^|\/)prometheus(?:[:@]|$)/.test(image)

/** The operator writes these fields into the command line of the server. */
function operated(spec: Cursor, reading: Reading): Workload {
  const [version, retention] = [spec.get('version').text, spec.get('retention').text]
  const features = spec.get('enableFeatures').items.flatMap(({ text }) => text ?? [])
  const interval = (key: string): number | undefined =>
    spec.get(key).isThere ? seconds(spec.get(key), [], reading) : undefined
  return {
    isOperated: true,
    image: spec.get('image').text ?? (version === undefined ? '' : `prometheus:${version}`),
    command: [
      ...(retention === undefined ? [] : [`--storage.tsdb.retention.time=${retention}`]),
      ...(features.length === 0 ? [] : [`--enable-feature=${features.join(',')}`]),
    ],
    scrapeInterval: interval('scrapeInterval'),
    evaluationInterval: interval('evaluationInterval'),
  }
}
