import { root } from '../../build/commands/paths.ts'
import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'

/** Our own definitions, put together. */
export const model = resolve(await load(root))
