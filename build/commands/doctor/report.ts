import type { ServerName } from '../../doctor/context.ts'
import type { Examined } from '../../doctor/examine.ts'

/** What was examined, and where. */
export interface Report {
  /** What is monitored, by its name. */
  readonly product: string
  /** The URL of each server that the command line names. */
  readonly servers: Readonly<Partial<Record<ServerName, string>>>
  readonly examined: readonly Examined[]
}
