import { toYaml, yamlOf } from '../documents/yaml-text.ts'
import type { Model } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import type { Stack } from '../stack/schema.ts'
import { alertmanager } from './alertmanager.ts'
import { grafanaDashboards } from './grafana/dashboard.ts'
import { importedDashboards, importedRules } from './imported.ts'
import { alertmanagerResource } from './kubernetes/alertmanager.ts'
import { dashboardResources } from './kubernetes/dashboards.ts'
import { metadataOf, type Resource } from './kubernetes/resource.ts'
import { scrapeResources } from './kubernetes/scrape.ts'
import { ruleFiles } from './rules.ts'

/** Where the resources lie in the output. */
export const kubernetesFolder = 'kubernetes'

/**
 * The same monitoring as resources of a cluster: of the Prometheus operator, and for Grafana's sidecar or operator. Throws
 * `Refused` for what a cluster does not take.
 */
export function kubernetes(model: Model): readonly Artifact[] {
  const { stack, groups, jobs } = model
  const dashboards = stack.dashboards === 'shared' ? [] : [...grafanaDashboards(model), ...importedDashboards(model)]
  const files = [
    ...[...ruleFiles(model), ...importedRules(model)].map((file) => ruleResource(stack, file)),
    ...scrapeResources(model).map(([name, resource]) => artifactOf('scrape', name, resource)),
    artifactOf('alertmanager', 'alerts', alertmanagerResource(stack, groups, jobs)),
    artifactOf('alertmanager', 'templates', templates(stack, groups)),
    ...dashboardResources(stack, dashboards).map(([name, resource]) => artifactOf('dashboards', name, resource)),
  ]
  return [...files, kustomization(files)]
}

function artifactOf(folder: string, name: string, resource: Resource): Artifact {
  return { path: `${kubernetesFolder}/${folder}/${name}.yaml`, text: toYaml(resource, 'the definitions and stack.ts') }
}

/** A rule file is the specification of a PrometheusRule: its comments, which excuse rules from checks, stay where they are. */
function ruleResource(stack: Stack, { path, text }: Artifact): Artifact {
  const name = path.replace(/^.*\/|\.ya?ml$/g, '')
  const [first = '', ...rest] = text.split('\n')
  const head = yamlOf({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: metadataOf(stack, name),
  })
  const spec = rest.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')
  return { path: `${kubernetesFolder}/rules/${name}.yaml`, text: `${first}\n${head}spec:\n${spec}` }
}

/** The words of the messages, which the Alertmanager resource has beside its configuration. */
function templates(stack: Stack, groups: Model['groups']): Resource {
  const files = alertmanager(stack, groups).filter(({ path }) => path.endsWith('.tmpl'))
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(stack, 'templates'),
    data: Object.fromEntries(files.map(({ path, text }) => [path.slice(path.lastIndexOf('/') + 1), text])),
  }
}

const kustomization = (files: readonly Artifact[]): Artifact => ({
  path: `${kubernetesFolder}/kustomization.yaml`,
  text: toYaml(
    {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: files.map(({ path }) => path.slice(`${kubernetesFolder}/`.length)).sort(),
    },
    'the definitions and stack.ts',
  ),
})
