// Makes sure of the Node that runs us, and lets it keep what it compiles.

import * as modules from 'node:module'
import { cached } from './cache.js'

/** `engines` of package.json. */
const oldest = '20.19'

if (process.versions.node.localeCompare(oldest, 'en', { numeric: true }) < 0) {
  console.error(
    `error  Node.js\n  Node ${oldest} or later is needed, and this is ${process.versions.node}.\n  Install one.`,
  )
  process.exit(1)
}

// An older Node has no such cache.
if ('enableCompileCache' in modules && typeof modules.enableCompileCache === 'function')
  modules.enableCompileCache(cached('node'))
