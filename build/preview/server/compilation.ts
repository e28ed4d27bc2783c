import type { DayPlan } from '../../data/day.ts'
import type { ShownDashboard } from './protocol.ts'

/** What a build of the definitions came to, as one process sends it to another. */
export type Compilation = Compiled | RefusedBuild

export interface Compiled {
  readonly is: 'compiled'
  readonly dashboards: readonly ShownDashboard[]
  /** What the embedded data is made from. */
  readonly plan: DayPlan
  readonly runbooks: Runbooks
}

/** What to do about each alert. */
export interface Runbooks {
  /** Below which the links of dashboards look for them, without a slash at the end. */
  readonly url: string
  /** Markdown, by the name of the alert. */
  readonly texts: Readonly<Record<string, string>>
}

export interface RefusedBuild {
  readonly is: 'refused'
  /** As people read them on a terminal. */
  readonly problems: readonly string[]
}
