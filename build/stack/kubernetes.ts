import * as z from 'zod'

const name = z
  .string()
  .max(63, 'A name has 63 letters at most')
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, 'A name has small letters, digits and dashes, such as monitoring')
const port = z
  .string()
  .max(15, 'The name of a port has 15 letters at most')
  .regex(
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
    'The name of a port has small letters, digits and dashes, such as metrics',
  )
const labels = z.record(
  z
    .string()
    .regex(
      /^(?:[a-z0-9][a-z0-9.-]*\/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/,
      'A label is written like app.kubernetes.io/name',
    ),
  z
    .string()
    .max(63, 'The value of a label has 63 letters at most')
    .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/, 'The value of a label is written like pybase-api'),
)
const chosen = labels.refine((all) => Object.keys(all).length > 0, { message: 'It has a label at least' })

const workload = z
  .strictObject({
    /** Labels of the Services whose endpoints are asked, by a ServiceMonitor. */
    service: chosen.optional(),
    /** Labels of the pods that are asked, by a PodMonitor. */
    pods: chosen.optional(),
    /** The name of the port. */
    port: port.default('metrics'),
    /** Where they run, if not where the resources are. */
    namespace: name.optional(),
  })
  .refine(({ service, pods }) => (service === undefined) !== (pods === undefined), {
    message: 'A job has the labels of its Services in `service`, or those of its pods in `pods`',
  })

/** How the resources of a cluster are made. */
export const kubernetes = z.strictObject({
  /** Where they are made. */
  namespace: name,
  /** Labels by which the operator's Prometheus and Alertmanager choose resources: `release: kube-prometheus-stack`. */
  labels: labels.default({}),
  /** The Secret that has the files of `notify.secrets` and the tokens of targets as keys; without it `ID-monitoring`. */
  secret: name.optional(),
  dashboards: z
    .strictObject({
      /** `ConfigMap`s, which the sidecar of Grafana's chart loads, or `GrafanaDashboard`s of Grafana's operator. */
      as: z
        .enum(['ConfigMap', 'GrafanaDashboard'], { error: 'Dashboards are ConfigMap or GrafanaDashboard' })
        .default('ConfigMap'),
      /** Labels by which the sidecar finds them, or the operator the Grafana that they are for. */
      labels: chosen.optional(),
    })
    .prefault({}),
  /**
   * How people apply them: `kubectl apply` keeps a copy of each in an annotation, which may have 262,144 bytes, unless it
   * is told `--server-side`.
   */
  apply: z.enum(['server-side', 'client-side'], { error: 'It is server-side or client-side' }).default('server-side'),
  /** The jobs whose targets are in the cluster, by name; each other one is asked at its address, by a ScrapeConfig. */
  jobs: z.record(z.string(), workload).default({}),
})

export type Kubernetes = z.output<typeof kubernetes>
export type Workload = z.output<typeof workload>
