import type { Model } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import type { Client } from './client/client.ts'

export const serverNames = ['prometheus', 'alertmanager', 'grafana', 'public'] as const
export type ServerName = (typeof serverNames)[number]

/** What the examinations compare: what should be there, and the servers that tell what is. */
export interface Context {
  readonly model: Model
  /** Everything that the build generates, in memory. */
  readonly artifacts: readonly Artifact[]
  /** Those that the command line names; Prometheus always is. `public` is the API, as anybody outside reaches it. */
  readonly servers: { readonly prometheus: Client } & Readonly<Partial<Record<ServerName, Client>>>
}

/** The text of a generated file, by its path inside `out/`. Throws a `RangeError` for one that is not generated. */
export function generated({ artifacts }: Pick<Context, 'artifacts'>, path: string): string {
  const found = artifacts.find((artifact) => artifact.path === path)
  if (found === undefined) throw new RangeError(`${path} is not generated`)
  return found.text
}
