import { expect, test } from 'vitest'
import { shareOfOther } from '../../../build/checks/thresholds/share-of-other.ts'
import { alert, subject, told } from '../subject.ts'

const of = (expr: string) => told(shareOfOther, subject({ rules: [alert({ expr })] }))

test('what is free on one mount point, of the size of all', () => {
  const free = 'sum by (instance) (node_filesystem_avail_bytes{mountpoint="/"})'
  expect(of(`${free} / sum by (instance) (node_filesystem_size_bytes) < 0.1`)).toMatchInlineSnapshot(`
    "error  share-of-other   rules.yml › group › SomeAlert
      sum by (instance) (node_filesystem_avail_bytes{mountpoint="/"}) / sum by (instance) (node_filesystem_size_bytes) < 0.1
                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^
      The left side is of mountpoint="/" only, and the right side adds up every mountpoint: it is no share of that.
      Select mountpoint="/" on both sides, or keep mountpoint in both aggregations."
  `)
})

test.each([
  'sum(theirs_heap_used_bytes{area="old"}) / sum(theirs_heap_max_bytes) > 0.9',
  '100 * sum by (job) (theirs_pool_in_use{pool=~"a|b",job="x"}) / sum by (job) (theirs_pool_limit{job="x"}) > 90',
  '1 - sum(theirs_disk_free_bytes{disk="a"}) / (sum(theirs_disk_total_bytes) > 0) > 0.9',
  'max by (instance) (theirs_avail_bytes{mount="/"}) / sum by (instance) (theirs_size_bytes) < 0.1',
  'theirs_avail_bytes{mount="/"} / on (instance) group_left () sum by (instance) (theirs_size_bytes) < 0.1',
])('told: %s', (expr) => {
  expect(of(expr)).toContain('it is no share of that')
})

test.each([
  ['both selected', 'sum(theirs_free_bytes{disk="a"}) / sum(theirs_size_bytes{disk="a"}) < 0.1'],
  ['both selected otherwise', 'sum(theirs_free_bytes{disk="a"}) / sum(theirs_size_bytes{disk!="b"}) < 0.1'],
  ['matched', 'theirs_free_bytes{disk="a"} / theirs_size_bytes < 0.1'],
  ['kept', 'sum by (disk) (theirs_free_bytes{disk="a"}) / sum by (disk) (theirs_size_bytes) < 0.1'],
  ['left out', 'sum(theirs_free_bytes{fstype!="tmpfs"}) / sum(theirs_size_bytes) < 0.1'],
  ['another exporter', 'sum(theirs_used_bytes{kind="a"}) / sum(others_size_bytes) < 0.1'],
  ['events', 'sum(rate(theirs_used_total{kind="a"}[5m])) / sum(rate(theirs_size_total[5m])) < 0.1'],
  ['one metric', 'sum(theirs_used{kind="a"}) / sum(theirs_used) < 0.1'],
])('silent: %s', (_, expr) => {
  expect(of(expr)).toBe('')
})
