import type { Artifact } from '../../output/artifact.ts'
import type { Stack } from '../../stack/schema.ts'
import { folderName, folderUid } from '../provisioning.ts'
import { clusterOf, metadataOf, nameOf, type Resource, refuseLarge } from './resource.ts'

/** Dashboards for Grafana's sidecar, or for Grafana's operator. Throws `Refused` for one that a cluster does not take. */
export function dashboardResources(
  stack: Stack,
  dashboards: readonly Artifact[],
): readonly (readonly [file: string, Resource])[] {
  const { dashboards: how } = clusterOf(stack)
  const made = dashboards.map(({ path, text }): readonly [string, Resource] => {
    const file = path.slice(path.lastIndexOf('/') + 1)
    const called = file.replace(/\.json$/, '')
    const name = `dashboard-${called}`
    const resource = how.as === 'ConfigMap' ? configMap(stack, name, file, text) : grafanaDashboard(stack, name, text)
    refuseLarge(stack, resource, path)
    return [called, resource]
  })
  return made.length > 0 && how.as === 'GrafanaDashboard' ? [['folder', folder(stack)], ...made] : made
}

function configMap(stack: Stack, name: string, file: string, text: string): Resource {
  const labels = clusterOf(stack).dashboards.labels ?? { grafana_dashboard: '1' }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...metadataOf(stack, name, labels), annotations: { grafana_folder: folderName(stack) } },
    data: { [file]: text },
  }
}

const instances = (stack: Stack) => ({
  matchLabels: clusterOf(stack).dashboards.labels ?? { dashboards: 'grafana' },
})

const folder = (stack: Stack): Resource => ({
  apiVersion: 'grafana.integreatly.org/v1beta1',
  kind: 'GrafanaFolder',
  metadata: metadataOf(stack, 'dashboards', {}),
  spec: { instanceSelector: instances(stack), title: folderName(stack), uid: folderUid(stack) },
})

const grafanaDashboard = (stack: Stack, name: string, json: string): Resource => ({
  apiVersion: 'grafana.integreatly.org/v1beta1',
  kind: 'GrafanaDashboard',
  metadata: metadataOf(stack, name, {}),
  spec: { instanceSelector: instances(stack), folderRef: nameOf(stack, 'dashboards'), json },
})
