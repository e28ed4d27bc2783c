import { stripVTControlCharacters } from 'node:util'
import type { Problem } from '../../findings/problem.ts'

/** How many of a program's lines are shown. */
const most = 15

/** What npm tells of its own insides, below what it has to say. */
const inside = /^npm error\s+at |^npm error\s*[{}]?\s*$|^npm error\s+(?:errno|syscall|type)\b/

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
  [/ENOTEMPTY|EBUSY/, 'Another npm works in this folder: wait for it, or end it. Then start the preview again.'],
  [/EUSAGE|EJSONPARSE/, 'Restore build/preview/package-lock.json: `git checkout` has it.'],
]

/** The problem of an installation that failed. */
export const npmFailure = (text: string): Problem => ({
  where: 'npm ci of build/preview/',
  what: `The packages of the preview could not be installed. npm said:\n${indented(linesOf(text).filter(isWorthReading).slice(0, most))}`,
  next: remedies.find(([code]) => code.test(text))?.[1] ?? 'Correct what npm names, then start the preview again.',
})

/** The problem of a page that cannot be built. */
export const buildFailure = (text: string): Problem => ({
  where: 'build/preview/app',
  what: `The page could not be built. Vite said:\n${indented(linesOf(text).slice(-most))}`,
  next: 'Correct the source that Vite names; if nothing there was edited, remove build/preview/node_modules and start again.',
})

const isWorthReading = (line: string): boolean => !inside.test(line)

const linesOf = (text: string): readonly string[] =>
  stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')

const indented = (lines: readonly string[]): string => lines.map((line) => `    ${line}`).join('\n')
