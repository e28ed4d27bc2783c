// Lets a process load TypeScript: where Node strips types it does so itself, and keeps what it compiled; where it does not, tsx.

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

if (!('typescript' in process.features && process.features.typescript)) {
  // tsx takes what follows a `?` in the path of a file for a query, and then does not know the file for TypeScript.
  if (import.meta.url.includes('%3F')) {
    process.setSourceMapsEnabled(true)
    modules.register('./strip.js', import.meta.url)
  } else (await import('tsx/esm/api')).register()
}
