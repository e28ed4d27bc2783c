import type { Severity } from '../../findings/diagnostic.ts'
import type { House } from '../../model/house.ts'

/** Which checks are left out, or weigh otherwise, and who answers for the files. */
export interface Choice {
  readonly off?: readonly string[]
  readonly severity?: Readonly<Record<string, Severity>>
  readonly owner?: string
}

/** The settings of a check: `monitoring-check.yml`. */
export interface Settings extends Choice {
  /** For files alone, named by patterns of a shell relative to the settings; of several that fit all hold. */
  readonly paths?: readonly (Choice & { readonly files: readonly string[] })[]
  readonly house?: House
}
