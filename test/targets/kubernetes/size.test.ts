import { expect, test } from 'vitest'
import { refuseLarge } from '../../../build/targets/kubernetes/resource.ts'
import { pinned } from '../stack.ts'

const resource = (bytes: number) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'b', labels: {} },
  data: { 'a.json': 'x'.repeat(bytes) },
})
const applied = (apply: 'server-side' | 'client-side') => ({
  ...pinned,
  kubernetes: { namespace: 'a', labels: {}, dashboards: { as: 'ConfigMap' as const }, apply, jobs: {} },
})

test('a resource that a cluster does not take is refused, with its size and the limit', () => {
  const judge = (bytes: number, apply: 'server-side' | 'client-side') => () =>
    refuseLarge(applied(apply), resource(bytes), 'grafana-dashboards/a.json')
  expect(judge(1_000_000, 'server-side')).not.toThrow()
  expect(judge(1_048_576, 'server-side')).toThrow(
    /^grafana-dashboards\/a\.json › kubernetes: As a ConfigMap it has 1,048,\d+ bytes, and a cluster takes 1,048,576 at most\.$/,
  )
  expect(judge(250_000, 'client-side')).not.toThrow()
  expect(judge(262_144, 'client-side')).toThrow(
    /it has 262,\d+ bytes, and `kubectl apply` keeps a copy in an annotation, which may have 262,144\.$/,
  )
})
