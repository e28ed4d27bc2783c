// serving.ts CACHE PROMETHEUS PROMTOOL: serves a synthetic day until it is killed, and says so.

import { openEmbedded } from '../../build/data/embedded.ts'
import { small } from './day.ts'

const [cache = '', prometheus = '', promtool = ''] = process.argv.slice(2)
const source = await openEmbedded(
  small,
  { cache, prometheus, promtool, log: () => undefined },
  new AbortController().signal,
)
process.stdout.write(`${source.says}\n`)
setInterval(() => undefined, 60_000)
