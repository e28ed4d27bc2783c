import { expect, test } from 'vitest'
import { zeroDivisor } from '../../../build/checks/thresholds/zero-divisor.ts'
import { alert, subject, told } from '../subject.ts'

test('a limit that may be none', () => {
  const rules = [alert({ expr: 'redis_memory_used_bytes / redis_memory_max_bytes > 0.9' })]
  expect(told(zeroDivisor, subject({ rules }))).toMatchInlineSnapshot(`
    "warning  zero-divisor   rules.yml › group › SomeAlert
      redis_memory_used_bytes / redis_memory_max_bytes > 0.9
                                ^^^^^^^^^^^^^^^^^^^^^^
      redis_memory_max_bytes is 0 where there is no limit, and the quotient is then +Inf, above every threshold.
      Divide by (… > 0)."
  `)
})

test.each([
  ['a sum', 'sum(redis_memory_used_bytes) / sum(redis_memory_max_bytes) > 0.9'],
  ['percent', '100 * (redis_memory_used_bytes / redis_memory_max_bytes) > 90'],
])('%s', (_, expr) => {
  expect(told(zeroDivisor, subject({ rules: [alert({ expr })] }))).toContain('+Inf')
})

test.each([
  ['a guard', 'redis_memory_used_bytes / (redis_memory_max_bytes > 0) > 0.9'],
  ['a guard inside', 'sum(redis_memory_used_bytes) / sum(redis_memory_max_bytes > 0) > 0.9'],
  ['a condition beside it', 'redis_memory_used_bytes / redis_memory_max_bytes > 0.9 and redis_memory_max_bytes != 0'],
  [
    'a condition taken away',
    'redis_memory_used_bytes / redis_memory_max_bytes > 0.9 unless redis_memory_max_bytes == 0',
  ],
  ['a divisor that is raised', 'redis_memory_used_bytes / clamp_min(redis_memory_max_bytes, 1) > 0.9'],
  ['a divisor whose 0 means nothing', 'redis_memory_used_bytes / redis_connected_clients > 0.9'],
  ['metrics that nobody knows', 'somebodys_bytes / somebodys_max_bytes > 0.9'],
])('silent: %s', (_, expr) => {
  expect(told(zeroDivisor, subject({ rules: [alert({ expr })] }))).toBe('')
})
