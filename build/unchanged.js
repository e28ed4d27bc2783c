// What a build said, remembered by the hashes of all that it read and wrote: nothing else decides what it would say again.

import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { attempt, cached, hashOfTexts, replaceFile } from './cache.js'
import { readPaths } from './definitions/files.js'
import { hashOf, hashOfCompiler, isCompilerUnchanged } from './hash.js'
import { project } from './project.js'

const folder = cached('builds')

/**
 * What a build of these words would say, if one with the same words said so of the same texts; `undefined` where that is
 * not known. Only a build that succeeds without a warning is remembered.
 * @param {readonly string[]} words
 * @returns {string | undefined}
 */
export function replay(words) {
  const asked = request(words)
  if (asked === undefined) return undefined
  return attempt(() => {
    const { key, says } = JSON.parse(readFileSync(entryOf(asked), 'utf8'))
    return typeof says === 'string' && key === keyOf(asked) ? says : undefined
  })
}

/**
 * Begins a build of these words, before it reads anything. Answers how to remember what it would say once more, after it
 * wrote or compared its folder. What was saved meanwhile may have been read before it was, and nothing is remembered then.
 * @param {readonly string[]} words
 * @returns {(says: string) => void}
 */
export function remembering(words) {
  const asked = request(words)
  const before = asked && attempt(() => keyOfInputs(asked))
  return (says) => {
    if (asked === undefined || before === undefined) return
    // Where it cannot be kept the next build works it out again.
    attempt(() => keep(asked, says, before))
  }
}

/**
 * @param {Request} asked
 * @param {string} says
 * @param {string} before
 */
function keep(asked, says, before) {
  const key = keyOf(asked)
  if (!key.startsWith(`${before} `) || !isCompilerUnchanged()) return
  mkdirSync(folder, { recursive: true })
  replaceFile(entryOf(asked), JSON.stringify({ key, says }))
}

/**
 * The words of a build whose outcome can be remembered, and what they name.
 * @typedef {{ readonly words: readonly string[], readonly root: string, readonly out: string, readonly stack: string | undefined }} Request
 */

/**
 * @param {readonly string[]} words
 * @returns {Request | undefined}
 */
function request(words) {
  const [command, ...args] = words
  const root = project
  if (command !== 'build' || root === undefined) return undefined
  return attempt(() => {
    const { out = join(root, 'out'), stack } = parseArgs({
      args: [...args],
      options: {
        check: { type: 'boolean' },
        out: { type: 'string' },
        stack: { type: 'string' },
        root: { type: 'string' },
      },
    }).values
    return { words, root, out: resolve(out), stack: stack === undefined ? undefined : resolve(stack) }
  })
}

/** @param {Request} asked */
const entryOf = ({ words, root, out, stack = '' }) =>
  join(folder, `${hashOfTexts(JSON.stringify([root, words, out, stack])).slice(0, 16)}.json`)

/** @param {Request} asked */
const keyOf = (asked) => `${keyOfInputs(asked)} ${hashOf([asked.out])}`

/**
 * The hash of all that a build reads. Throws where the file of overrides cannot be read.
 * @param {Request} asked
 */
const keyOfInputs = ({ root, stack }) =>
  [process.version, hashOfCompiler(), hashOf([...readPaths(root), ...(stack === undefined ? [] : [stack])])].join(' ')
