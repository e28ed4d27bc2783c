import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readTemplate } from '../../../build/checks/support/template/read.ts'
import { templateSyntax } from '../../../build/checks/texts/template-syntax.ts'
import { testWith } from '../../support/tools.ts'
import { alert, subject, told } from '../subject.ts'

const saying = (description: string) => subject({ rules: [alert({ expr: 'up == 0', annotations: { description } })] })

test("what Prometheus' templates do not know is told with what they know", () => {
  const described = [
    'Disk of {{instance}} is full.',
    '{{ $Value | humanize }} percent used.',
    '{{ $value | humanizePercent }} used.',
    'Instance $labels.instance is down.',
    'Instance { $labels.instance } is down.',
  ]
  expect(
    told(
      templateSyntax,
      subject({ rules: described.map((description) => alert({ expr: 'up == 0', annotations: { description } })) }),
    ),
  ).toMatchInlineSnapshot(`
    "error  template-syntax   rules.yml › group › SomeAlert › annotation description
      Disk of {{instance}} is full.
                ^^^^^^^^
      There is no function "instance" in Prometheus' templates.
      Write {{ $labels.instance }} for the label.

    error  template-syntax   rules.yml › group › SomeAlert › annotation description
      {{ $Value | humanize }} percent used.
         ^^^^^^
      There is no variable $Value in an alert's template.
      Write $value.

    error  template-syntax   rules.yml › group › SomeAlert › annotation description
      {{ $value | humanizePercent }} used.
                  ^^^^^^^^^^^^^^^
      There is no function "humanizePercent" in Prometheus' templates.
      Write humanizePercentage.

    error  template-syntax   rules.yml › group › SomeAlert › annotation description
      Instance $labels.instance is down.
               ^^^^^^^^^^^^^^^^
      "$labels.instance" stands outside of double braces, so people read it as it is written, not its value.
      Write {{ $labels.instance }}.

    error  template-syntax   rules.yml › group › SomeAlert › annotation description
      Instance { $labels.instance } is down.
               ^^^^^^^^^^^^^^^^^^^^
      "{ $labels.instance }" stands outside of double braces, so people read it as it is written, not its value.
      Write {{ $labels.instance }}."
  `)
})

/** Templates that Prometheus can parse. */
const legal = [
  'No action at all, $5 and {braces}.',
  '{{ $labels.instance }} of {{ .Labels.job }}: {{ $value | humanize1024 }}B',
  '{{- $value -}}',
  '{{/* a comment */}}{{ .Value }}{{- /* and {{ another }} */ -}}',
  '{{ if true }}{{ $x := 1 }}{{ $x }}{{ end }}',
  '{{ printf "%.2f" $value }} {{ $value | printf "%.0f%%" }}',
  '{{ if gt $value 1.0 }}many{{ else if eq $value 0.0 }}none{{ else }}one{{ end }}',
  '{{ range $name, $x := $labels }}{{ $name }}={{ $x }} {{ end }}',
  '{{ with query "up" }}{{ . | first | value | humanize }}{{ end }}',
  '{{ range query "up" }}{{ .Labels.instance }} {{ .Value }} {{ end }}',
  '{{ index $labels "a-b" }} {{ `raw "text"` }}',
  '{{ $x := 1 }}{{ $x }}{{ (query "up" | first).Labels.job }}',
  '{{ define "t" }}{{ .arg0 }}{{ end }}{{ template "t" (args $value) }}',
  '{{ $externalLabels.cluster }} {{ $externalURL }} {{ externalURL }} {{ .ExternalLabels.cluster }} {{ $.Value }}',
  '{{ len "}}" }}',
  '{{ $labels }}',
  '{{ range $labels }}{{ break }}{{ end }}',
  '{{ not true | print }}',
]

/** Templates that it cannot. */
const illegal = [
  '{{ $value',
  '{{ $value }',
  '{{}}',
  '{{ }}',
  '{{instance}}',
  '{{ $Value }}',
  '{{ $label.instance }}',
  '{{ $value | humanise }}',
  '{{ $labels.foo-bar }}',
  '{{ "open }}',
  '{{ if $value }}x',
  '{{ end }}',
  '{{ else }}',
  '{{ (query "up" }}',
  '{{ query "up") }}',
  '{{ | humanize }}',
  '{{ $value || humanize }}',
  '{{/* never closed',
  '{{/* not closed at once */ }}',
  '{{ break }}',
  '{{ printf"%d" 1 }}',
  '{{ $$value }}',
  '{{ if true }}{{ $x := 1 }}{{ end }}{{ $x }}',
  '{{ $value | "x" }}',
  '{{ $value & 1 }}',
  "{{ 'text' }}",
]

/** Templates that it can parse, and that fail or are sent as they stand when the alert fires. */
const useless = [
  '{{ .labels.instance }}',
  '{{ .Instance }}',
  '{{ $labels.a $labels.b }}',
  '$value',
  '{ $value }',
  '{$labels.job}',
]

test.each(legal)('%s is accepted', (text) => {
  expect(told(templateSyntax, saying(text))).toBe('')
})

test.each([...illegal, ...useless])('%s is refused', (text) => {
  expect(told(templateSyntax, saying(text))).toContain('template-syntax')
})

testWith(['promtool'], 'promtool reads these templates as we do', ({ promtool }) => {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'))
  try {
    const refused = [...legal, ...illegal, ...useless].filter((description) => {
      const file = join(folder, 'rules.yml')
      const rules = [{ alert: 'A', expr: 'up == 0', annotations: { description } }]
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'g', rules }] }))
      return spawnSync(promtool, ['check', 'rules', file]).status !== 0
    })
    expect(refused).toEqual(illegal)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.each(['{{ if ', '{{ if 1 }}', '{{/*', '{{ $x := 1 }}', '{{ "', '{ $value', '{{ ` }}'])(
  'a text of very many %s is read in one pass',
  (piece) => {
    const text = piece.repeat(50_000)
    const { faults } = readTemplate(text)
    expect(faults.every(({ from, to }) => from < to && to <= text.length)).toBe(true)
  },
)

test.each(['{{"{{"}} $value {{"}}"}} of all', '{{ `{{` }} $labels.job {{ `}}` }}'])(
  'braces that another template writes: %s',
  (summary) => {
    expect(told(templateSyntax, subject({ rules: [alert({ expr: 'up == 0', annotations: { summary } })] }))).toBe('')
  },
)
