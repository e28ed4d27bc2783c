import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { root } from '../support/root.ts'

/** Our own definitions, put together. */
export const model = resolve(await load(root))
