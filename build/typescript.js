// Lets a process load TypeScript: where Node strips types it does so itself; where it does not, tsx.

import { register } from 'node:module'
import './node.js'

if (!('typescript' in process.features && process.features.typescript)) {
  // tsx takes what follows a `?` in the path of a file for a query, and then does not know the file for TypeScript.
  if (import.meta.url.includes('%3F')) {
    process.setSourceMapsEnabled(true)
    register('./strip.js', import.meta.url)
  } else (await import('tsx/esm/api')).register()
}
