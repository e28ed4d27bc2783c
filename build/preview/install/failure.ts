import { stripVTControlCharacters } from 'node:util'
import type { Problem } from '../../problem.ts'

/** How many of a program's last lines are shown. */
const last = 15

/** What the codes in npm's messages mean for who reads them. */
const remedies: readonly (readonly [code: RegExp, next: string])[] = [
  [/ENOSPC/, 'Free about 1 GB on this disk, then start the preview again.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network/i,
    'The registry is not reached: check the network and `npm config get registry proxy`, then start the preview again.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    'Make that folder writable; npm takes another cache from the environment variable npm_config_cache.',
  ],
  [/EUSAGE|EJSONPARSE/, 'Restore build/preview/package-lock.json: `git checkout` has it.'],
]

/** The problem of an installation that failed. */
export const npmFailure = (text: string): Problem => ({
  where: 'npm ci of build/preview/',
  what: `The packages of the preview could not be installed. npm said:\n${endOf(text)}`,
  next: remedies.find(([code]) => code.test(text))?.[1] ?? 'Correct what npm names, then start the preview again.',
})

/** The problem of a page that cannot be built. */
export const buildFailure = (text: string): Problem => ({
  where: 'build/preview/app',
  what: `The page could not be built. Vite said:\n${endOf(text)}`,
  next: 'Correct the source that Vite names; if nothing there was edited, remove build/preview/node_modules and start again.',
})

const endOf = (text: string): string => {
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
  return lines
    .slice(-last)
    .map((line) => `    ${line}`)
    .join('\n')
}
