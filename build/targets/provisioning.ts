import { releasesOf } from '../stack/releases.ts'
import type { Stack } from '../stack/schema.ts'
import type { Artifact } from './artifact.ts'
import { toYaml } from './yaml.ts'

/** The data source that every generated dashboard means; fixed, so that it survives a new Grafana. */
export const prometheusUid = 'prometheus'
/** The Alertmanager's data source. */
export const alertmanagerUid = 'alertmanager'
/** Where Grafana finds the generated dashboards: outside its provisioning folder, in which it reads only YAML. */
export const dashboardsFolder = '/etc/grafana/dashboards'

/** Grafana's provisioning files: the two data sources, and the provider that loads the generated dashboards. */
export const provisioning = (stack: Stack): readonly Artifact[] => [
  { path: 'provisioning/datasources/prometheus.yml', text: toYaml(dataSources(stack), 'stack.ts') },
  {
    path: `provisioning/dashboards/${stack.product.id}.yml`,
    text: toYaml(dashboardProviders(stack), 'build/targets/provisioning.ts'),
  },
]

/** What the data sources' file says. */
export const dataSources = (stack: Stack) => ({
  apiVersion: 1,
  prune: true,
  datasources: [
    {
      name: 'Prometheus',
      uid: prometheusUid,
      type: 'prometheus',
      access: 'proxy',
      url: `http://${stack.targets.prometheus.address}`,
      isDefault: true,
      editable: false,
      jsonData: {
        httpMethod: 'POST',
        // $__rate_interval is computed from it: with another value than the scrape interval, rates have no data.
        timeInterval: stack.scrape.interval,
        prometheusType: 'Prometheus',
        prometheusVersion: releasesOf(stack).prometheus,
        manageAlerts: true,
        alertmanagerUid,
      },
    },
    {
      name: 'Alertmanager',
      uid: alertmanagerUid,
      type: 'alertmanager',
      access: 'proxy',
      url: `http://${stack.targets.alertmanager.address}`,
      editable: false,
      jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
    },
  ],
})

/** What the dashboard provider's file says. */
export const dashboardProviders = ({ product }: Stack) => ({
  apiVersion: 1,
  providers: [
    {
      name: product.name,
      orgId: 1,
      folder: product.name,
      folderUid: product.id,
      type: 'file',
      disableDeletion: false,
      allowUiUpdates: false,
      updateIntervalSeconds: 30,
      options: { path: dashboardsFolder },
    },
  ],
})
