// Asks the registry for known vulnerabilities of both lock files, ours and the preview's: `npm run audit`. A grave one fails;
// a registry that does not answer is told, and proves nothing.

import { join } from 'node:path'
import { root } from '../support/root.ts'
import { audit } from './audit.ts'

for (const name of ['package-lock.json', 'build/preview/package-lock.json']) {
  const found = await audit(join(root, name, '..'))
  if (found.is === 'unanswered') {
    console.log(`NOT ASKED  ${name}: the registry does not answer an audit (${found.because})`)
    continue
  }
  const { grave, other } = found
  console.log(
    `${grave.length === 0 ? 'ok        ' : 'FAILED    '} ${name}: ${grave.length} grave, ${other.length} other`,
  )
  for (const line of [...grave, ...other]) console.log(`           ${line}`)
  if (grave.length > 0) process.exitCode = 1
}
