import type { PanelType } from '../../../build/language/panel.ts'
import type { Source } from '../source.ts'

/** What a panel has to show. */
export interface SpecifiedPanel extends Source {
  readonly as: PanelType
  /**
   * One query, or several by the names that the legend or the columns show. A selector without `job` reads every job that
   * exposes the metric. Dashboard variables are left aside.
   */
  readonly shows: string | Readonly<Record<string, string>>
  /** Where the drawing changes colour, if the specification says so. */
  readonly steps?: readonly number[]
}

/** The panels of one dashboard by their keys: a key is the title's words, and stays when the title changes. */
export interface SpecifiedDashboard {
  readonly uid: string
  readonly panels: Readonly<Record<string, SpecifiedPanel>>
}
