import type * as z from 'zod'
import type { Rows } from './data/row.ts'
import type { Examination } from './doctor/examination.ts'
import type { Model } from './model/model.ts'
import type { Artifact } from './output/artifact.ts'
import type { Stack } from './stack/schema.ts'

/** What a project adds to the compiler: `stack.ts` exports it as `extension`. */
export interface Extension {
  /** The schema of the settings: that of every stack, extended. */
  readonly settings: z.ZodType<Stack>
  /** Files beside those of every stack; `series` is how many time series the catalog expects. */
  readonly artifacts: (model: Model, series: number) => readonly Artifact[]
  /** What happens on the synthetic day to the metrics of these names; the others behave as their declaration suggests. */
  readonly day: (model: Model) => Readonly<Record<string, Rows>>
  /** What the doctor asks besides. */
  readonly examinations: readonly Examination[]
}
