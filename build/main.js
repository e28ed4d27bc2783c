#!/usr/bin/env node
// The command line, for every Node: plain JavaScript, which answers where nothing has changed and else loads the compiler.

import { isPackage } from './place.js'
import { replay } from './unchanged.js'

const words = process.argv.slice(2)
// The preview has packages of its own, help needs next to nothing, and without caches the sources are what is run. A package
// has none.
const isUnbundled =
  !isPackage &&
  (words.length === 0 || words[0] === 'preview' || words.some((word) => /^--(?:help|no-cache|png(?:=.*)?)$/.test(word)))
const said = replay(words)
if (said === undefined) await start()
else console.log(said)

async function start() {
  try {
    await import('./node.js')
    const compiler = isUnbundled ? undefined : await bundled()
    const { run } = compiler ?? (await sources())
    process.exitCode = await run(words)
  } catch (error) {
    const lacking = /^Cannot find (?:package|module) '([^']+)'/.exec(error instanceof Error ? error.message : '')
    if (lacking === null) throw error
    console.error(`error  node_modules\n  The package ${lacking[1]} is not installed.\n  Run \`npm ci\`.`)
    process.exitCode = 1
  }
}

async function sources() {
  await import('./typescript.js')
  return import('./commands/run.ts')
}

async function bundled() {
  const { commandLine } = await import('./bundle/bundled.js')
  return commandLine(words[0] ?? '')
}
