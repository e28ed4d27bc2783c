import type { Staged } from './data/row.ts'
import type { Examining } from './doctor/examination.ts'
import type { Model } from './model/model.ts'
import type { Artifact } from './output/artifact.ts'
import type { Extending } from './stack/overlay-schema.ts'

/** What a project adds to the compiler: `stack.ts` exports it as `extension`. */
export interface Extension extends Extending, Staged, Examining {
  /** Files beside those of every stack; `series` is how many time series the catalog expects. */
  readonly artifacts: (model: Model, series: number) => readonly Artifact[]
}
