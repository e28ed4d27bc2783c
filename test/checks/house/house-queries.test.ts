import { expect, test } from 'vitest'
import { houseQueries } from '../../../build/checks/house/house-queries.ts'
import { dashboard, panel, recording, subject, told } from '../subject.ts'

const house = { queries: { forbiddenFunctions: ['irate', 'topk'], forbiddenLabels: ['pod_ip'] } }

test.each([
  ['irate(a[5m])', 'irate() is forbidden here.'],
  ['topk(3, a)', 'topk() is forbidden here.'],
  ['sum by (pod_ip) (a)', 'The label pod_ip is forbidden here.'],
  ['a{pod_ip="1"}', 'The label pod_ip is forbidden here.'],
  ['a * on (pod_ip) b', 'The label pod_ip is forbidden here.'],
])('%s', (expr, sentence) => {
  expect(told(houseQueries, { ...subject({ rules: [recording({ expr })] }), house })).toContain(sentence)
  expect(told(houseQueries, { ...subject({ dashboards: [dashboard([panel({ exprs: [expr] })])] }), house })).toContain(
    sentence,
  )
})

test('others are allowed, and without settings all', () => {
  const rules = [recording({ expr: 'sum by (pod) (rate(pod_ip[5m]))' })]
  expect(told(houseQueries, { ...subject({ rules }), house })).toBe('')
  expect(told(houseQueries, subject({ rules: [recording({ expr: 'irate(a[5m])' })] }))).toBe('')
})
