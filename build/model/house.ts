/** What a team asks of its rules and dashboards beyond what is right: patterns match whole texts, as Prometheus' own do. */
export interface House {
  readonly alerts?: {
    /** What each alert must have, and what it may say. */
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly severities?: readonly string[]
    readonly name?: string
    /** In seconds. */
    readonly maxFor?: number
  }
  readonly recordings?: { readonly labels?: Readonly<Record<string, string>>; readonly name?: string }
  readonly queries?: { readonly forbiddenFunctions?: readonly string[]; readonly forbiddenLabels?: readonly string[] }
  readonly dashboards?: {
    readonly tags?: readonly string[]
    readonly variables?: readonly string[]
    /** The folders in which dashboards may stand. */
    readonly folders?: readonly string[]
  }
}
