import type { DrillOutcome } from '../../model/drills.ts'
import type { DashboardView, Json } from './dashboard.ts'
import type { RuleGroupView } from './rules.ts'

/** The text of one file of a version, by the path under which both versions have it. */
export interface VersionText {
  readonly file: string
  readonly text: string
}

export type ConfigKind = 'prometheus' | 'alertmanager' | 'compose' | 'provisioning'

/** A configuration file as it is written. */
export interface Config {
  readonly kind: ConfigKind
  readonly file: string
  readonly json: Json
}

/** Everything that two versions are compared by. */
export interface Version {
  readonly dashboards: readonly DashboardView[]
  readonly groups: readonly RuleGroupView[]
  readonly configs: readonly Config[]
  /** Prose and templates: runbooks, `*.tmpl`. */
  readonly documents: readonly VersionText[]
  /** What came of the drills, where that is known. */
  readonly drills?: readonly DrillOutcome[]
}
