import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { Refused } from '../../findings/problem.ts'
import { type Environment, environmentsIn } from '../../stack/environments.ts'
import { overridesVariable } from '../../stack/overrides.ts'
import { ourselves } from '../child.ts'
import { projectRoot } from '../paths.ts'
import type { Outcome } from './outcome.ts'
import { forParent } from './parent.ts'

/**
 * The environments that a command is about: those of the project, and none where `--stack` names settings of its own.
 * Throws `Refused`.
 */
export const environmentsAsked = (): readonly Environment[] =>
  process.env[overridesVariable] === undefined ? environmentsIn(projectRoot()) : []

/** Environments in the making, each in a process of its own: definitions read their settings while they are loaded. */
export interface Making {
  /** What came of each, in their order. Throws where one ends without a word. */
  readonly outcomes: Promise<readonly Outcome[]>
  readonly stop: () => void
}

/** Compiles environments side by side, as many as there are processors. */
export function makeEnvironments(all: readonly Environment[], { isForgetful = false } = {}): Making {
  const children = new Set<{ kill: () => unknown }>()
  let isStopped = false
  const due = [...all.entries()]
  const outcomes: Outcome[] = []
  async function work(): Promise<void> {
    for (let next = due.shift(); next !== undefined && !isStopped; next = due.shift()) {
      const [at, environment] = next
      const { child, outcome } = start(environment, isForgetful)
      children.add(child)
      outcomes[at] = await outcome.finally(() => children.delete(child))
    }
  }
  const workers = Array.from({ length: Math.min(all.length, availableParallelism()) }, work)
  const whole = Promise.all(workers).then(() => outcomes)
  // Whoever stops them does not wait for them.
  whole.catch(() => {})
  return {
    outcomes: whole,
    stop() {
      isStopped = true
      for (const child of children) child.kill()
    },
  }
}

function start(environment: Environment, isForgetful: boolean) {
  const root = projectRoot()
  const words = ['build', '--no-types', '--stack', environment.file, '--root', root]
  const child = spawn(process.execPath, ourselves(...words, ...(isForgetful ? ['--no-cache'] : [])), {
    cwd: root,
    env: { ...process.env, [forParent]: JSON.stringify(environment) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const outcome = new Promise<Outcome>((done, fail) => {
    child.once('error', fail)
    child.once('message', (message) => done(message as Outcome))
    // What was said before the end is heard first.
    child.once('close', (code) => fail(unsaid(environment, complaint.trim() || `exit code ${code ?? 1}`)))
  })
  return { child, outcome }
}

const unsaid = ({ name, file }: Environment, why: string): Refused =>
  new Refused({
    where: file,
    what: `The environment ${name} could not be compiled: ${why}`,
    next: `Try it alone: npm run build -- --stack ${file} --out DIR.`,
  })
