import { expect, test } from 'vitest'
import { datasource } from '../../../build/checks/dashboards/datasource.ts'
import type { Variable } from '../../../build/documents/views.ts'
import { dashboard, subject, told } from '../subject.ts'

const uid = (name: string) => ({ datasource: { type: 'prometheus', uid: name } })
const variable = (name: string): Variable => ({
  name,
  type: 'datasource',
  multi: false,
  includeAll: false,
  place: { file: 'dashboard.json', path: [`variable ${name}`] },
  query: undefined,
})
const withJson = (json: Readonly<Record<string, unknown>>, ...variables: readonly Variable[]) =>
  subject({ dashboards: [dashboard([], { json, variables })] })

const placeholder = `\${DS_PROMETHEUS}`

test('a data source that is elsewhere missing is told once, with the number of its uses', () => {
  const json = {
    __inputs: [{ name: 'DS_PROMETHEUS', type: 'datasource' }],
    panels: [
      { ...uid(placeholder), targets: [uid(placeholder)] },
      { datasource: 'Prometheus-1', targets: [uid('P1809F7CD0C75ACF3')] },
    ],
    templating: { list: [{ name: 'job', datasource: '$ds' }] },
  }
  expect(told(datasource, withJson(json))).toMatchInlineSnapshot(`
    "error  datasource   dashboard.json
      The data source \${DS_PROMETHEUS} (2 times) is filled in by the import dialogue only: from a file, no panel finds it.
      Add a variable of the type "datasource" called DS_PROMETHEUS, and remove "__inputs".

    error  datasource   dashboard.json
      The data source "Prometheus-1" (once) is the one of a certain Grafana; in another, no panel finds it.
      Choose it by a variable of the type "datasource", or provision a data source with this uid.

    error  datasource   dashboard.json
      The data source "P1809F7CD0C75ACF3" (once) is the one of a certain Grafana; in another, no panel finds it.
      Choose it by a variable of the type "datasource", or provision a data source with this uid.

    error  datasource   dashboard.json
      The data source $ds (once) is a variable that the dashboard does not have.
      Add a variable of the type "datasource" called ds."
  `)
})

test.each([
  ['a variable', withJson({ panels: [uid(`\${datasource}`), { datasource: '$datasource' }] }, variable('datasource'))],
  ['a variable with a format', withJson({ panels: [uid(`\${ds:raw}`)] }, variable('ds'))],
  ['a variable that is called like a placeholder', withJson({ panels: [uid(placeholder)] }, variable('DS_PROMETHEUS'))],
  ['the default one', withJson({ panels: [{ datasource: null }, {}] })],
  [
    "Grafana's own",
    withJson({ annotations: { list: [uid('-- Grafana --'), uid('grafana')] }, panels: [uid('__expr__')] }),
  ],
])('%s is fine', (_, of) => {
  expect(told(datasource, of)).toBe('')
})

test('a uid that is provisioned beside the dashboards is known', () => {
  const place = { file: 'datasources.yml', path: [] }
  const provisioning = { place, datasources: [{ uid: 'prometheus', name: 'Prometheus' }], providers: [] }
  const of = withJson({ panels: [uid('prometheus')] })
  expect(told(datasource, { ...of, provisioning })).toBe('')
  expect(told(datasource, of)).toContain('"prometheus"')
})

test('the name of an input may be no name of a variable', () => {
  const input = { name: 'DS_MY-SOURCE', type: 'datasource' }
  const of = withJson({ __inputs: [input], panels: [uid('$' + '{DS_MY-SOURCE}')] })
  expect(told(datasource, of)).toContain('is filled in by the import dialogue only')
})
