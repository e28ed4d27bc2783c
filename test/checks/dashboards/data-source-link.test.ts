import { expect, test } from 'vitest'
import { dataSourceLink } from '../../../build/checks/dashboards/data-source-link.ts'
import { grafana } from '../stack.ts'
import { dashboard, subject, told } from '../subject.ts'

const datasources = [
  { name: 'Prometheus', uid: 'prometheus', jsonData: { alertmanagerUid: 'alerts' } },
  { name: 'Alertmanager', uid: 'alertmanager' },
]
const picker = (value: string) =>
  dashboard([], { json: { templating: { list: [{ type: 'datasource', name: 'ds', current: { value } }] } } })

test('an Alertmanager that is not provisioned', () => {
  expect(told(dataSourceLink, subject({ provisioning: grafana({ datasources }) }))).toMatchInlineSnapshot(`
    "error  data-source-link   grafana/provisioning.yml › data source Prometheus
      alertmanagerUid is alerts, and no data source has this uid; there is prometheus and alertmanager.
      Write the uid of the Alertmanager."
  `)
})

test('a picker that begins with no data source', () => {
  const of = subject({
    provisioning: grafana({ datasources: datasources.slice(1) }),
    dashboards: [picker('prometheus')],
  })
  expect(told(dataSourceLink, of)).toContain('begins with the data source prometheus, which is not provisioned')
})

test.each(['alertmanager', 'Alertmanager', 'default', '', `\${other}`])('a picker may begin with "%s"', (value) => {
  const of = subject({ provisioning: grafana({ datasources: datasources.slice(1) }), dashboards: [picker(value)] })
  expect(told(dataSourceLink, of)).toBe('')
})

test('uids that Grafana chooses are not known', () => {
  const provisioning = grafana({ datasources: [{ name: 'Prometheus', jsonData: { alertmanagerUid: 'x' } }] })
  expect(told(dataSourceLink, subject({ provisioning, dashboards: [picker('prometheus')] }))).toBe('')
})
