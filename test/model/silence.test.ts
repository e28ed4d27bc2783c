import { expect, test } from 'vitest'
import { exposedBy } from '../../build/language/declare.ts'
import { quantile, rate, ratio, sum } from '../../build/language/functions.ts'
import { job } from '../../build/language/job.ts'
import { stat } from '../../build/language/panels.ts'
import { panelsOf } from '../../build/model/model.ts'
import { modelOf } from './definitions.ts'

const api = job('pybase-api', { title: 'The API', component: 'api', whenDown: 'critical', idle: 'No traffic' })
const { counter, gauge, histogram } = exposedBy(api)
const help = 'For tests.'
const requests = counter('requests_total', { help })
const latency = histogram('latency_seconds', { help, buckets: ['0.1s', '1s'] })
const open = gauge('open_connections', { help })

test.each([
  // Its series are there without traffic, and 0: nothing means that they are not.
  ['a rate', stat('Any', sum(rate(requests)), 'Any.'), 'No data', 'No traffic'],
  [
    'a ratio',
    stat('Any', ratio(sum(rate(requests)), sum(rate(requests))), 'Any.'),
    'No traffic, or not scraped',
    'No traffic',
  ],
  ['a quantile', stat('Any', quantile(0.5, latency), 'Any.'), 'No data', 'No traffic'],
  ['a gauge', stat('Any', sum(open), 'Any.'), 'No data', 'No data'],
  ['what its author wrote', stat('Any', sum(open), 'Any.', { noValue: 'Nobody' }), 'Nobody', 'Nobody'],
])('%s says where there is no number what that means', (_, panel, noValue, idle) => {
  const { dashboards } = modelOf({ jobs: [api], metrics: [requests, latency, open], lines: [[panel]] })
  expect(dashboards.flatMap(panelsOf)[0]).toMatchObject({ noValue, idle })
})
