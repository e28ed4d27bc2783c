import { expect, test } from 'vitest'
import { lostLabelInText } from '../../../build/checks/texts/lost-label-in-text.ts'
import { alert, subject, told } from '../subject.ts'

const saying = (expr: string, description: string) =>
  subject({ rules: [alert({ expr, annotations: { description } })] })

test('labels that were aggregated away, never there, or added by the rule are told', () => {
  const rules = [
    alert({
      expr: 'sum by (endpoint) (rate(http_requests_total{status=~"5.."}[5m])) > 1',
      annotations: {
        summary: 'Errors on {{ $labels.instance }}',
        description: 'At {{ $labels.endpont }} of {{ $labels.pod }}.',
      },
    }),
    alert({ expr: 'up == 0', annotations: { summary: '{{ $labels.severity }}: {{ $labels.job }}' } }),
  ]
  expect(told(lostLabelInText, subject({ rules }))).toMatchInlineSnapshot(`
    "error  lost-label-in-text   rules.yml › group › SomeAlert › annotation summary
      Errors on {{ $labels.instance }}
                   ^^^^^^^^^^^^^^^^
      The expression aggregates instance away, so it is printed as nothing; the series carry endpoint.
      Keep instance in the aggregation's by (…), or leave it out of the text.

    error  lost-label-in-text   rules.yml › group › SomeAlert › annotation description
      At {{ $labels.endpont }} of {{ $labels.pod }}.
            ^^^^^^^^^^^^^^^
      No series of this alert ever has the label endpont; they carry endpoint.
      Write $labels.endpoint, or leave it out.

    error  lost-label-in-text   rules.yml › group › SomeAlert › annotation description
      At {{ $labels.endpont }} of {{ $labels.pod }}.
                                     ^^^^^^^^^^^
      No series of this alert ever has the label pod; they carry endpoint.
      Write a label that is there, or leave it out.

    error  lost-label-in-text   rules.yml › group › SomeAlert › annotation summary
      {{ $labels.severity }}: {{ $labels.job }}
         ^^^^^^^^^^^^^^^^
      The rule adds the label severity after its texts are written, so here it is empty; the series carry job, instance.
      Write its value: warning."
  `)
})

test('in a label they are told too', () => {
  const rules = [alert({ expr: 'count(up) > 5', labels: { severity: 'warning', where: '{{ $labels.instance }}' } })]
  expect(told(lostLabelInText, subject({ rules }))).toContain('label where')
})

test.each([
  ['kept', 'sum by (instance) (up) < 1', '{{ $labels.instance }}'],
  ["the metric's", 'up == 0', '{{ $labels.job }} {{ index $labels "instance" }}'],
  ['of one side only', 'up == 0 or sum by (status) (rate(http_requests_total[5m])) > 1', '{{ $labels.status }}'],
  ['brought along by a join', 'up * on (instance) group_left (version) pybase_build_info > 0', '{{ $labels.version }}'],
  ['named in absent()', 'absent(up{job="redis"})', '{{ $labels.job }}'],
  ['of an unknown metric', 'some_metric > 5', '{{ $labels.anything }}'],
  ['made by label_replace', 'label_replace(up, "host", "$1", "instance", "(.*):.*") == 0', '{{ $labels.host }}'],
  ['of an alert that never fires', 'redis_up == 0 and count(up) > 1', '{{ $labels.instance }}'],
  ["of another query's sample", 'sum(up) < 1', '{{ range query "up" }}{{ .Labels.instance }}{{ end }}'],
])('a label that is %s is fine', (_, expr, description) => {
  expect(told(lostLabelInText, saying(expr, description))).toBe('')
})

test.each([
  ['(theirs and on (job) (others == 0) * on (team) group_left (owner) owners) == 0', true],
  ['theirs == 0 unless on (job) others * on (team) group_left (owner) owners > 0', true],
  ['(theirs and on (job) others == 0) * on (team) group_left (owner) owners > 0', false],
  ['theirs{owner!=""} == 0 and on (job) others * on (team) group_left (owner) owners > 0', false],
])('a label that is joined behind "and" or "unless": %s', (expr, isTold) => {
  const rules = [alert({ expr, annotations: { description: 'Ask {{ $labels.owner }}.' } })]
  expect(told(lostLabelInText, subject({ rules })) !== '').toBe(isTold)
})

const asking = (description: string) =>
  told(lostLabelInText, subject({ rules: [alert({ expr: 'up == 0', annotations: { description } })] }))

test.each([
  '{{ with query "sum(up)" }}{{ . | first | label "job" }}{{ end }}',
  '{{ query "sum by (job) (theirs)" | first | label "pod" }}',
  '{{ range query "count by (instance) (up == 0)" }}{{ .Labels.instance }} {{ label "job" . }}{{ end }}',
  '{{ $a := query "sum(up)" }}{{ $a | first | label "job" }}',
  '{{ range $i, $each := query "count by (job) (up)" }}{{ $each.Labels.instance }}{{ end }}',
  '{{ range query "count by (job) (up)" }}{{ .Labels.instance }}{{ end }}',
  '{{ range query `max without (pod) (theirs)` }}{{ if .Value }}{{ . | label "pod" }}{{ end }}{{ end }}',
])('the answer of a query has no such label: %s', (text) => {
  expect(asking(text)).toContain('The query inside the template answers series with')
})

test.each([
  '{{ with query "sum by (job) (up)" }}{{ . | first | label "job" }}{{ end }}',
  '{{ query "theirs" | first | label "pod" }}',
  '{{ with query "sum(up)" }}{{ . | first | value }}{{ else }}{{ label "job" . }}{{ end }}',
  '{{ $a := query "sum by (job) (up)" }}{{ $a | first | label "job" }}',
  '{{ $a := query "sum(up)" }}{{ $b := query "up" }}{{ $a | first | value }}{{ $b | first | label "job" }}',
  '{{ $a := query "sum(up)" }}{{ $a = query "up" }}{{ $a | first | label "job" }}',
  '{{ with query "sum(up)" }}{{ range query "up" }}{{ . | label "job" }}{{ end }}{{ end }}',
  '{{ with query "sum(up)" }}{{ . | first | value }}{{ end }}{{ label "job" . }}',
  '{{ with query "sum(" }}{{ . | first | label "job" }}{{ end }}',
])('the answer of a query may have it: %s', (text) => {
  expect(asking(text)).toBe('')
})
