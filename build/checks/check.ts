import type { Model } from '../model/model.ts'
import type { Problem } from '../problem.ts'

/** One kind of reasoning about the whole model; answers every problem that it finds. */
export type Check = (model: Model) => readonly Problem[]
