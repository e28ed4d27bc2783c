import { toYaml } from '../documents/yaml-text.ts'
import type { Artifact } from '../output/artifact.ts'
import { releasesOf } from '../stack/releases.ts'
import type { Stack } from '../stack/schema.ts'

/** What a name is in an environment, where one Grafana may have those of several. */
const inEnvironment = ({ environment }: Stack, name: string): string =>
  environment === null ? name : `${name}-${environment}`

/** The data source that every generated dashboard means; fixed, so that it survives a new Grafana. */
export const prometheusUid = (stack: Stack): string => inEnvironment(stack, 'prometheus')
/** The Alertmanager's data source. */
export const alertmanagerUid = (stack: Stack): string => inEnvironment(stack, 'alertmanager')
/** How people read which data source it is. */
export const sourceName = ({ environment }: Stack, name: string): string =>
  environment === null ? name : `${name} ${environment}`
/** Where Grafana finds the generated dashboards: outside its provisioning folder, in which it reads only YAML. */
export const dashboardsFolder = (stack: Stack): string =>
  stack.dashboards === 'named' ? inEnvironment(stack, '/etc/grafana/dashboards') : '/etc/grafana/dashboards'

/** Grafana's provisioning files: the two data sources, and the provider that loads the generated dashboards. */
export const provisioning = (stack: Stack): readonly Artifact[] => [
  {
    path: `provisioning/datasources/${inEnvironment(stack, 'prometheus')}.yml`,
    text: toYaml(dataSources(stack), 'stack.ts'),
  },
  ...(stack.dashboards === 'shared'
    ? []
    : [
        {
          path: `provisioning/dashboards/${folderUid(stack)}.yml`,
          text: toYaml(dashboardProviders(stack), 'build/targets/provisioning.ts'),
        },
      ]),
]

/** The uid of the folder that the dashboards are in. */
export const folderUid = (stack: Stack): string =>
  stack.dashboards === 'named' ? inEnvironment(stack, stack.product.id) : stack.product.id

/** What people call it. */
export const folderName = ({ product, dashboards, environment }: Stack): string =>
  dashboards === 'named' ? `${product.name} ${environment}` : product.name

/** What the data sources' file says. */
export const dataSources = (stack: Stack) => ({
  apiVersion: 1,
  prune: true,
  datasources: [
    {
      name: sourceName(stack, 'Prometheus'),
      uid: prometheusUid(stack),
      type: 'prometheus',
      access: 'proxy',
      url: `http://${stack.targets.prometheus.address}`,
      isDefault: stack.dashboards === 'alike',
      editable: false,
      jsonData: {
        httpMethod: 'POST',
        // $__rate_interval is computed from it: with another value than the scrape interval, rates have no data.
        timeInterval: stack.scrape.interval,
        prometheusType: 'Prometheus',
        prometheusVersion: releasesOf(stack).prometheus,
        manageAlerts: true,
        alertmanagerUid: alertmanagerUid(stack),
      },
    },
    {
      name: sourceName(stack, 'Alertmanager'),
      uid: alertmanagerUid(stack),
      type: 'alertmanager',
      access: 'proxy',
      url: `http://${stack.targets.alertmanager.address}`,
      editable: false,
      jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
    },
  ],
})

/** What the dashboard provider's file says. */
export const dashboardProviders = (stack: Stack) => ({
  apiVersion: 1,
  providers: [
    {
      name: folderName(stack),
      orgId: 1,
      folder: folderName(stack),
      folderUid: folderUid(stack),
      type: 'file',
      disableDeletion: false,
      allowUiUpdates: false,
      updateIntervalSeconds: 30,
      options: { path: dashboardsFolder(stack) },
    },
  ],
})
