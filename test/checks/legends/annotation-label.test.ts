import { expect, test } from 'vitest'
import { annotationLabel } from '../../../build/checks/legends/annotation-label.ts'
import type { Subject } from '../../../build/model/subject.ts'
import { parse } from '../../../build/promql/parse.ts'
import { ours, told } from '../subject.ts'
import { written } from '../written.ts'

const marking = (expr: string, formats: object) => {
  const annotation = { name: 'Deploys', datasource: { type: 'prometheus', uid: 'p' }, expr, ...formats }
  return written('d.json', JSON.stringify({ title: 'D', uid: 'd', panels: [], annotations: { list: [annotation] } }))
}

const deploys = 'count by (version) (pybase_build_info) > 0'

test('a label that no series of the annotation has is told', () => {
  expect(told(annotationLabel, marking(deploys, { titleFormat: 'PyBase {{commit}}' }))).toMatchInlineSnapshot(`
    "error  annotation-label   d.json:1:130 › annotation Deploys
      PyBase {{commit}}
             ^^^^^^^^^^
      The annotation tells commit, and no series of its query has that label.
      Keep commit in the query, or tell a label that is there."
  `)
  expect(told(annotationLabel, marking(deploys, { textFormat: '{{instance}}' }))).toContain('tells instance')
})

test('so is one in the version 2 of dashboards', () => {
  const query = { kind: 'DataQuery', group: 'prometheus', spec: { expr: deploys } }
  const annotation = { name: 'N', query, legacyOptions: { titleFormat: '{{commit}}' } }
  const dashboard = {
    apiVersion: 'dashboard.grafana.app/v2beta1',
    kind: 'Dashboard',
    metadata: { name: 'd' },
    spec: { title: 'D', elements: {}, annotations: [{ kind: 'AnnotationQuery', spec: annotation }] },
  }
  expect(told(annotationLabel, written('d.json', JSON.stringify(dashboard)))).toContain('tells commit')
})

test('marks of alerts of our own tell labels that some alert has', () => {
  const alerts = 'ALERTS{alertstate="firing"}'
  const saying = (text: string): Subject => ({
    ...ours,
    dashboards: ours.dashboards.map((each) => ({
      ...each,
      annotations: each.annotations.map((annotation) =>
        annotation.text.includes('ALERTS')
          ? { ...annotation, text: alerts, expr: parse(alerts), texts: [text] }
          : annotation,
      ),
    })),
  })
  expect(told(annotationLabel, saying('{{customer}}'))).toContain('tells customer')
  expect(told(annotationLabel, saying('{{alertname}} {{severity}} {{component}} {{instance}}'))).toBe('')
})

test.each([
  ['a label that is there', deploys, { titleFormat: 'PyBase {{version}}', textFormat: '{{ version }}' }],
  ['a text without labels', deploys, { titleFormat: 'Deploy' }],
  ['nothing', deploys, { titleFormat: '' }],
  ['a label of an alert', 'ALERTS{alertstate="firing"}', { titleFormat: '{{customer}}' }],
  ['a label of an unknown metric', 'some_metric', { titleFormat: '{{customer}}' }],
  ['a label that a variable may keep', 'count by ($label) (pybase_build_info)', { titleFormat: '{{instance}}' }],
])('%s is fine', (_, expr, formats) => {
  expect(told(annotationLabel, marking(expr, formats))).toBe('')
})
