import { describe, messageOf, type Problem, Refused } from '../findings/problem.ts'
import { isPackage } from '../place.js'

/** Prints what went wrong for people, and answers the exit code. */
export function failed(error: unknown, words: readonly string[]): number {
  console.error(error instanceof Refused ? error.problems.map(describe).join('\n\n') : internal(error, words))
  return error instanceof Refused ? error.exitCode : 1
}

function internal(error: unknown, words: readonly string[]): string {
  const verbose = words.includes('--verbose') || (process.env.DEBUG ?? '') !== ''
  const text = messageOf(error)
  const [, lacking] = /^Cannot find package '([^']+)'/.exec(text) ?? []
  if (lacking !== undefined) return describe(notInstalled(lacking))
  const line = `internal error: ${text.split('\n')[0]}. Please report it${verbose ? ':' : ', with what --verbose shows.'}`
  return verbose && error instanceof Error ? `${line}\n${error.stack}` : line
}

const notInstalled = (name: string): Problem =>
  name === 'tsx'
    ? {
        where: 'Node.js',
        what: `Node.js ${process.versions.node} does not read TypeScript by itself, and tsx, by which it does, is not installed.`,
        next: isPackage ? 'Run `npm install --save-dev tsx`, or install Node.js 22.18 or later.' : 'Run `npm ci`.',
      }
    : { where: 'node_modules', what: `The package ${name} is not installed.`, next: 'Run `npm ci`.' }
