import { resolve } from 'node:path'
import { type Problem, Refused } from '../findings/problem.ts'
import { capture } from './child.ts'
import { findProgram } from './tools.ts'

/** A container engine that answers, by its client. */
export interface Engine {
  readonly program: string
  /** `docker`, `podman`, or what CONTAINER says. */
  readonly shown: string
}

const clients = ['docker', 'podman'] as const
const variable = 'CONTAINER'

/**
 * The engine of the client that `$CONTAINER` names, or without it the first that answers. Throws `Refused`: with what
 * is wrong with the one that is named, or with `none` of the reason why each of the others is no way.
 */
export async function findEngine(none: (reason: string) => Problem): Promise<Engine> {
  const given = process.env[variable] ?? ''
  if (given !== '') return namedEngine(given)
  const reasons: string[] = []
  for (const shown of clients) {
    const program = findProgram(shown)
    const objection = program === undefined ? 'not in PATH' : await objectionOf(program)
    if (program !== undefined && objection === undefined) return { program, shown }
    reasons.push(`${shown}: ${objection}`)
  }
  throw new Refused(none(reasons.join('; ')))
}

async function namedEngine(shown: string): Promise<Engine> {
  const refuse = (what: string, next: string): Refused => new Refused({ where: `${variable}=${shown}`, what, next })
  const isPath = shown.includes('/')
  if (!isPath && !clients.some((client) => client === shown))
    throw refuse(
      `${variable} should be docker, podman or the path of one of them, and is ${shown}.`,
      `Correct ${variable}, or unset it so that docker and podman are looked for in PATH.`,
    )
  const program = findProgram(isPath ? resolve(shown) : shown)
  if (program === undefined)
    throw refuse(
      `${variable} should name a container client, but ${isPath ? 'nothing there can be run' : `PATH has no ${shown}`}.`,
      `Install it or correct ${variable}, or unset it so that docker and podman are looked for in PATH.`,
    )
  const objection = await objectionOf(program)
  if (objection === undefined) return { program, shown }
  throw refuse(
    `The engine of ${shown} does not answer: ${objection}`,
    `Start it, or unset ${variable} so that another one may be found.`,
  )
}

/** Why the engine of a client is of no use; `undefined` where it answers. */
async function objectionOf(program: string): Promise<string | undefined> {
  const { code, complaint } = await capture(program, ['info'], { timeoutMs: 30_000 })
  if (code === 0) return undefined
  const lines = complaint.trim().split('\n')
  return lines.find((line) => !/^warning/i.test(line)) ?? lines[0] ?? `exit code ${code}`
}
