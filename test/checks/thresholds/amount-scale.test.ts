import { expect, test } from 'vitest'
import { amountScale } from '../../../build/checks/thresholds/amount-scale.ts'
import { alert, panel, subject, told } from '../subject.ts'

test('bytes in percent', () => {
  expect(
    told(amountScale, subject({ rules: [alert({ expr: 'redis_memory_used_bytes > 80' })] })),
  ).toMatchInlineSnapshot(`
    "warning  amount-scale   rules.yml › group › SomeAlert
      redis_memory_used_bytes > 80
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      These are bytes, and they are compared with "> 80", less than a kibibyte.
      Write the number of bytes, such as 80 * 1024 ^ 2, or divide by the capacity and compare a share."
  `)
})

test('what is left, in a panel', () => {
  const panels = [panel({ exprs: ['min by (instance) (node_filesystem_avail_bytes) < 10'] })]
  expect(told(amountScale, subject({ panels }))).toContain('"< 10", less than a kibibyte')
})

test.each([
  ['bytes', 'redis_memory_used_bytes > 80 * 1024 ^ 2'],
  ['mebibytes', 'redis_memory_used_bytes / 1024 / 1024 > 80'],
  ['whether there is any', 'redis_memory_max_bytes > 0'],
  ['a share', 'redis_memory_used_bytes / redis_memory_max_bytes > 0.8'],
  ['bytes each second', 'rate(node_disk_read_bytes_total[5m]) > 100'],
  ['something else', 'websocket_connections_active > 80'],
  ['an unknown metric', 'nobody_knows_bytes > 80'],
])('silent: %s', (_, expr) => {
  expect(told(amountScale, subject({ rules: [alert({ expr })] }))).toBe('')
})
