import { Refused } from '../../findings/problem.ts'
import type { Kubernetes } from '../../stack/kubernetes.ts'
import type { Stack } from '../../stack/schema.ts'

/** A resource of a cluster, as it is written. */
export interface Resource {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly labels: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly [part: string]: unknown
}

/** What the settings say of the cluster. Throws `RangeError` where they say nothing: `load` refuses that. */
export function clusterOf({ kubernetes }: Stack): Kubernetes {
  if (kubernetes === null) throw new RangeError('the settings say nothing of Kubernetes')
  return kubernetes
}

/** `shop-slow-tasks`: what a resource is called, below which a cluster has those of others. */
export const nameOf = ({ product }: Stack, name: string): string =>
  (name.startsWith(`${product.id}-`) ? name : `${product.id}-${name}`)
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')

/** The metadata of a resource; `more` labels are those by which a sidecar or an operator finds it. */
export const metadataOf = (
  stack: Stack,
  name: string,
  more: Readonly<Record<string, string>> = clusterOf(stack).labels,
): Resource['metadata'] => ({
  name: nameOf(stack, name),
  namespace: clusterOf(stack).namespace,
  labels: { 'app.kubernetes.io/part-of': stack.product.id, ...more },
})

/** The key of a secret, where the settings have its file. */
export const secretKey = (stack: Stack, file: string): { readonly name: string; readonly key: string } => ({
  name: clusterOf(stack).secret ?? `${stack.product.id}-monitoring`,
  key: file.slice(file.lastIndexOf('/') + 1),
})

/** In bytes: what a ConfigMap may hold, and what the annotations of a resource may have. */
const largest = 1 << 20
const largestAnnotation = 1 << 18

/** Throws `Refused` for a resource that the cluster would not take, or not from who applies it. */
export function refuseLarge(stack: Stack, resource: Resource, file: string): void {
  const size = Buffer.byteLength(JSON.stringify(resource))
  const { apply } = clusterOf(stack)
  const limit = apply === 'client-side' ? largestAnnotation : largest
  if (size <= limit) return
  const what = `As a ${resource.kind} it has ${size.toLocaleString('en')} bytes, and`
  throw new Refused({
    where: `${file} › kubernetes`,
    what:
      size > largest
        ? `${what} a cluster takes ${largest.toLocaleString('en')} at most.`
        : `${what} \`kubectl apply\` keeps a copy in an annotation, which may have ${largestAnnotation.toLocaleString('en')}.`,
    next:
      size > largest
        ? 'Make two dashboards of it.'
        : "Apply it with --server-side and say so, `kubernetes.apply: 'server-side'`, or make two dashboards of it.",
  })
}
