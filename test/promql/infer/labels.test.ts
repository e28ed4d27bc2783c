import { describe, expect, test } from 'vitest'
import { infer } from '../../../build/promql/infer/infer.ts'
import { parse } from '../../../build/promql/parse.ts'
import { schema } from '../conformance/world.ts'

/** A query and the labels of its series: `?` is on some only, `=` lists all values, `…` means that there may be more. */
const rows: Readonly<Record<string, readonly (readonly [query: string, labels: string])[]>> = {
  selectors: [
    ['up', '__name__=up instance job=api|worker|node'],
    ['up{job="api"}', '__name__=up instance job=api'],
    ['up{job=~"a.*|w.*"}', '__name__=up instance job=api|worker'],
    ['up{job!="api",instance="one:80"}', '__name__=up instance=one:80 job=worker|node'],
    ['{__name__="up",job!~"api|node"}', '__name__=up instance job=worker'],
    ['disk_free_bytes{fstype!=""}', '__name__=disk_free_bytes device=sda|sdb fstype=ext4|xfs instance job=node'],
    ['disk_free_bytes{fstype=""}', '__name__=disk_free_bytes device=sda|sdb instance job=node'],
    ['unheard_of{a="b",c=~"d|e",f!=""}', '__name__=unheard_of a=b c=d|e f …'],
    ['up{job="$job"}', '__name__=up instance job=api|worker|node'],
    ['{job="api"}', '__name__ job=api …'],
    ['$metric', '…'],
  ],
  functions: [
    ['rate(http_requests_total[5m])', 'instance job=api method=GET|POST status=200|404|500'],
    ['last_over_time(build_info[5m])', '__name__=build_info instance job=api|worker'],
    ['histogram_quantile(0.9, rate(http_request_duration_seconds_bucket[5m]))', 'instance job=api method=GET|POST'],
    ['vector(1)', ''],
    ['time()', ''],
    ['scalar(up)', ''],
    ['absent(up{job="api",instance=~".+"})', 'job=api'],
    ['absent(sum(up))', ''],
    ['label_replace(up, "host", "$1", "instance", "(.*):.*")', '__name__=up host? instance job=api|worker|node'],
    ['label_replace(up, "team", "x", "", ".*")', '__name__=up instance job=api|worker|node team=x'],
    ['label_replace(up, "tier", "$1", "job", "(a|w).*")', '__name__=up instance job=api|worker|node tier?=a|w'],
    ['label_replace(up, "job", "", "", "")', '__name__=up instance'],
    ['label_join(up, "both", "-", "job", "instance")', '__name__=up both instance job=api|worker|node'],
    ['label_join(up, "copy", "", "job")', '__name__=up copy=api|worker|node instance job=api|worker|node'],
    ['max_over_time(sum by (job) (up)[5m:])', 'job=api|worker|node'],
  ],
  aggregations: [
    ['sum(up)', ''],
    ['sum by (job, nothing) (up)', 'job=api|worker|node'],
    ['sum without (instance) (up)', 'job=api|worker|node'],
    ['sum by (x) (unheard_of)', 'x?'],
    ['sum without (x) (unheard_of)', '…'],
    ['sum by (x) (sum without (x) (unheard_of))', ''],
    ['topk by (job) (3, up)', '__name__=up instance job=api|worker|node'],
    ['count_values by (job) ("value", up)', 'job=api|worker|node value'],
  ],
  operators: [
    ['up * 2', 'instance job=api|worker|node'],
    ['up > 0', '__name__=up instance job=api|worker|node'],
    ['up > bool 0', 'instance job=api|worker|node'],
    ['-up', 'instance job=api|worker|node'],
    ['disk_free_bytes / disk_size_bytes', 'device=sda|sdb instance job=node'],
    ['disk_free_bytes / on (instance, device) disk_size_bytes', 'device=sda|sdb instance'],
    ['sum by (job, queue) (queue_length) / ignoring (queue) sum by (job) (up)', 'job=worker'],
    ['queue_length * on (job, instance) group_left build_info', 'instance job=worker queue=a|b|c'],
    [
      'up * on (instance) group_right (job) disk_free_bytes',
      'device=sda|sdb fstype?=ext4|xfs instance job=api|worker|node',
    ],
    ['up and on (job) queue_length', '__name__=up instance job=worker'],
    ['up unless on (job) queue_length', '__name__=up instance job=api|worker|node'],
    ['sum by (job) (up) or sum by (instance) (up)', 'instance? job?=api|worker|node'],
    ['sum by (job) (up) or vector(0)', 'job?=api|worker|node'],
    ['sum by (job) (up) > $limit', '…'],
  ],
}

describe.each(Object.entries(rows))('%s', (_, table) => {
  test.each(table)('%s carries %s', (query, labels) => {
    expect(String(infer(parse(query), schema).value.labels)).toBe(labels)
  })
})
