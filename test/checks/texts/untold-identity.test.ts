import { expect, test } from 'vitest'
import { untoldIdentity } from '../../../build/checks/texts/untold-identity.ts'
import { alert, subject, told } from '../subject.ts'

const saying = (expr: string, description: string) =>
  subject({ rules: [alert({ expr, annotations: { summary: 'It is bad.', description } })] })

test('an alert that does not say for which series it fires is told', () => {
  const expr = 'sum by (endpoint, status) (rate(http_requests_total[5m])) > 5'
  expect(told(untoldIdentity, saying(expr, 'Too many on {{ $labels.endpoint }}.'))).toMatchInlineSnapshot(`
    "warning  untold-identity   rules.yml › group › SomeAlert
      The alert fires once for each status, and no annotation says for which.
      Put {{ $labels.status }} into the description."
  `)
})

test("one that keeps all of a metric's labels tells one of them at least", () => {
  expect(told(untoldIdentity, saying('up == 0', 'A target is down.'))).toContain('{{ $labels.instance }}')
  expect(told(untoldIdentity, saying('up == 0', '{{ $labels.instance }} is down.'))).toBe('')
  expect(told(untoldIdentity, saying('node_filesystem_avail_bytes < 5', '{{ $labels.device }} is full.'))).toBe('')
})

test.each([
  ['everything', 'sum by (endpoint) (rate(http_requests_total[5m])) > 5', 'On {{ $labels.endpoint }}.'],
  ['it in braces for Helm', 'max by (path) (theirs) > 0', 'On {{`{{`}} $labels.path {{`}}`}}.'],
  ['all labels', 'up == 0', '{{ $labels }}'],
  ['them one by one', 'up == 0', '{{ range $k, $v := $labels }}{{ $k }}={{ $v }}{{ end }}'],
  ['the instance, which tells the job', 'sum by (job, instance) (up) < 1', '{{ $labels.instance }}'],
  ['the node, which tells the instance', 'max by (node, instance) (theirs) > 0', '{{ $labels.node }}'],
  ['the namespace, which tells the job', 'sum by (namespace, job) (theirs) > 0', '{{ $labels.namespace }}'],
  ['the name of what has an id', 'sum by (vm_id, vm_name) (theirs) > 0', 'Of {{ $labels.vm_name }}.'],
  ['nothing, as there is one series', 'sum(up) < 1', 'All is lost.'],
  ['nothing, as the label is fixed', 'sum by (job) (up{job="redis"}) < 1', 'Redis is down.'],
  ['nothing of an unknown metric', 'some_metric > 5', 'It is much.'],
])('an alert that tells %s is fine', (_, expr, description) => {
  expect(told(untoldIdentity, saying(expr, description))).toBe('')
})

test('the name of an alert tells the job of what it is about, but not which of all targets', () => {
  expect(told(untoldIdentity, saying('max by (job) (theirs_last_success) < 1', 'It is late.'))).toBe('')
  expect(told(untoldIdentity, saying('min by (job) (up) < 1', 'A target is down.'))).toContain('{{ $labels.job }}')
})

test('a link tells nothing', () => {
  const expr = 'sum by (endpoint) (rate(http_requests_total[5m])) > 5'
  const annotations = { description: 'Too many.', dashboard_url: 'http://g/d/x?var-endpoint={{ $labels.endpoint }}' }
  expect(told(untoldIdentity, subject({ rules: [alert({ expr, annotations })] }))).toContain('{{ $labels.endpoint }}')
})
