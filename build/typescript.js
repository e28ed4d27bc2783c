// Lets a process load TypeScript: where Node strips types it does so itself, and keeps what it compiled; where it does not, tsx.

import * as modules from 'node:module'
import { fileURLToPath } from 'node:url'

// An older Node has no such cache.
if ('enableCompileCache' in modules && typeof modules.enableCompileCache === 'function')
  modules.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/pybase-monitoring/node', import.meta.url)))

if (!('typescript' in process.features && process.features.typescript)) {
  const { register } = await import('tsx/esm/api')
  register()
}
