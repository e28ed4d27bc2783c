import { expect, test } from 'vitest'
import { unknownLabel } from '../../../build/checks/labels/unknown-label.ts'
import { alert, ours, panel, recording, subject, told } from '../subject.ts'

const panelOf = (expr: string) => subject({ panels: [panel({ exprs: [expr] })] })

test('a label that the metric does not have', () => {
  const rules = [alert({ expr: 'sum by (statsu) (rate(http_requests_total{code="500"}[5m])) > 1' })]
  expect(told(unknownLabel, subject({ rules }))).toMatchInlineSnapshot(`
    "error  unknown-label   rules.yml › group › SomeAlert
      sum by (statsu) (rate(http_requests_total{code="500"}[5m])) > 1
              ^^^^^^
      http_requests_total has no label statsu, so grouping by it puts all series together; the nearest is status.
      Correct the name, or take a metric that has this label.

    error  unknown-label   rules.yml › group › SomeAlert
      sum by (statsu) (rate(http_requests_total{code="500"}[5m])) > 1
                                                ^^^^
      http_requests_total has no label code, so no series is selected; the labels are method, endpoint, status, job and instance.
      Correct the name, or take a metric that has this label."
  `)
})

test.each([
  ['a negative matcher', 'http_requests_total{code!="500"}', 'no label code, so every series is selected'],
  [
    'a label whose value the reader chooses',
    'pg_up{instnace=~"$instance"}',
    'so whoever chooses a value of it sees nothing; the nearest is instance',
  ],
  ['a label that must be there', 'http_requests_total{code!=""}', 'no label code, so no series is selected'],
  ['a label of another part of the histogram', 'http_request_duration_seconds_count{le="1"}', 'no label le'],
  ['on()', 'sum by (job) (up) * on (jbo) sum by (job) (up)', 'no label jbo'],
  [
    'what group_left brings',
    'up * on (job) group_left (vers) pybase_build_info',
    'pybase_build_info has no label vers',
  ],
  ['the source of label_replace', 'label_replace(up, "host", "$1", "instanec", "(.*):.*")', 'no label instanec'],
  ['the sources of label_join', 'label_join(up, "id", "-", "job", "port")', 'no label port'],
  ['a label that only another exporter version has', 'pg_locks_count{datanme="x"}', 'the nearest is datname'],
])('%s', (_, expr, what) => {
  expect(told(unknownLabel, panelOf(expr))).toContain(what)
})

test.each([
  ['labels of the metric and of its target', 'sum by (job, instance, endpoint) (http_requests_total{method="GET"})'],
  ['a bucket', 'sum by (le) (rate(http_request_duration_seconds_bucket{le="1"}[5m]))'],
  ['a label that label_replace makes', 'sum by (host) (label_replace(up, "host", "$1", "instance", "(.*):.*"))'],
  ['a label that count_values makes', 'count by (version) (count_values("version", pg_up))'],
  ['one side of or', 'sum by (key) (redis_key_size or pg_up)'],
  ['an absent label that is asked to be absent', 'http_requests_total{code=""}'],
  ['a label of an alert whose rules are not known', 'ALERTS{alertstate="firing",team="infra"}'],
  ['a label that the reader may choose', 'pg_up{cluster=~"$cluster"}'],
  ['a label of a container', 'container_memory_working_set_bytes{container_label_com_docker_compose_service="web"}'],
  ['the name of the metric', 'count by (__name__) (pg_up)'],
  ['a label that rules for everybody group by', 'sum by (namespace, datname) (pg_database_size_bytes)'],
  ['an unknown metric', 'sum by (whatever) (somebody_elses_total{code="500"})'],
  ['a variable', 'sum by ($by) (http_requests_total{$label="x"})'],
  ['a label of an older exporter', 'pg_settings_max_connections{server="db:5432"}'],
])('%s is fine', (_, expr) => {
  expect(told(unknownLabel, panelOf(expr))).toBe('')
})

test('the labels of alerts are those of their rules and series', () => {
  const rules = [alert({ expr: 'sum by (job) (up) == 0', labels: { severity: 'warning' } })]
  const of = (label: string) => subject({ rules, panels: [panel({ exprs: [`count(ALERTS{${label}="x"})`] })] })
  expect(['alertname', 'severity', 'job'].map((label) => told(unknownLabel, of(label))).join('')).toBe('')
  expect(told(unknownLabel, of('team'))).toContain('ALERTS has no label team')
})

test('labels that targets usually have are believed where the scrape configuration is not known', () => {
  const of = (expr: string) => ({ ...panelOf(expr), scraping: undefined })
  expect(told(unknownLabel, of('node_filesystem_avail_bytes{cluster="a"}'))).toBe('')
  expect(told(unknownLabel, of('node_filesystem_avail_bytes{mount="/"}'))).toContain('no label mount')
  expect(told(unknownLabel, panelOf('node_filesystem_avail_bytes{cluster="a"}'))).toContain('no label cluster')
})

test('a label that the scrape configuration adds is there', () => {
  const labelled = ours.scraping && {
    ...ours.scraping,
    jobs: ours.scraping.jobs.map((job) => ({ ...job, targetLabels: ['rack'] })),
  }
  const of = subject({ panels: [panel({ exprs: ['sum by (rack) (pg_up)'] })], scraping: labelled })
  expect(told(unknownLabel, of)).toBe('')
})

test('a label that a recording rule does not store', () => {
  const rules = [recording({ name: 'slo:a:rate5m', expr: 'sum(rate(theirs_total[5m]))', labels: { slo: 'a' } })]
  const of = (expr: string) =>
    told(unknownLabel, subject({ rules, panels: [panel({ exprs: [expr] })], scraping: undefined }))
  expect(of('slo:a:rate5m{lso="a"}')).toContain('slo:a:rate5m has no label lso')
  expect(of('slo:a:rate5m{slo="a"}')).toBe('')
  // Thanos adds the external labels of the server.
  expect(of('slo:a:rate5m{cluster="b"}')).toBe('')
})

test.each([
  ['grouped again', 'sum by (queue) (max by (job) (theirs)) > 1'],
  ['joined', 'sum(theirs) / on (queue) sum(others) > 1'],
])('a label that an aggregation inside has taken away: %s', (_, expr) => {
  expect(told(unknownLabel, { ...panelOf(expr), scraping: undefined })).toContain('has taken the label queue away')
})

test('a label by which readers choose the series of several metrics is one of the targets', () => {
  const of = (...exprs: readonly string[]) =>
    told(unknownLabel, { ...subject({ panels: [panel({ exprs })] }), scraping: undefined, model: undefined })
  const chosen = ['redis_up', 'pg_up', 'http_requests_total'].map((metric) => `${metric}{chain=~"$chain"}`)
  expect(of(...chosen.slice(0, 2))).toContain('redis_up has no label chain')
  expect(of(...chosen)).toBe('')
  expect(of(...chosen, 'redis_up{chain="a"}')).toContain('redis_up has no label chain, so no series is selected')
})
