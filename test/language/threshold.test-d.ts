import { test } from 'vitest'
import { quantile } from '../../build/language/functions.ts'
import { threshold } from '../../build/language/threshold.ts'
import * as http from '../../queries/http.ts'
import stack from '../../stack.ts'

const slow = quantile(0.95, http.latency).over('5m')
const share = http.serverErrorRatio.over('5m')

test('a threshold that is a setting is of the unit of what it is usually', () => {
  slow.above(threshold(stack, 'apiSlow', { usual: '1s', from: '250ms', to: '2.5s' }))
  share.above(threshold(stack, 'apiErrors', { usual: '5%', from: '1%', to: '50%' }))
  // @ts-expect-error: no bucket ends there
  slow.above(threshold(stack, 'apiSlow', { usual: '600ms', from: '250ms', to: '2.5s' }))
  // @ts-expect-error: a time is no share
  share.above(threshold(stack, 'apiErrors', { usual: '1s', from: '250ms', to: '2.5s' }))
  // @ts-expect-error: without bounds
  threshold(stack, 'apiErrors', { usual: '5%' })
})
