import type { Client } from './client/client.ts'
import { Unanswered } from './client/unanswered.ts'
import { type Context, serverNames } from './context.ts'
import type { Examination, Finding, Outcome } from './examination.ts'

/** What became of one examination. */
export interface Examined extends Pick<Examination, 'id' | 'question'> {
  readonly status: 'passed' | 'failed' | 'skipped'
  /** Why it was skipped. */
  readonly reason?: string
  readonly facts: readonly string[]
  readonly findings: readonly Finding[]
}

/** Told before each examination: its question, its place in the order from 1, and how many there are. */
export type Progress = (question: string, at: number, of: number) => void

/**
 * Runs the examinations in their order, one after the other. One is skipped where an examination that it needs has
 * stopped, was skipped itself, or got no answer, and where the time for all is up. Those of a server that nobody named
 * are left out.
 */
export async function examine(
  context: Context,
  all: readonly Examination[],
  progress: Progress = () => undefined,
): Promise<readonly Examined[]> {
  const examinations = all.filter(({ id }) => serverOf(context, id) !== undefined)
  const stopped = new Map<string, string>()
  const examined: Examined[] = []
  let over: string | undefined
  for (const [at, { id, question, needs, run }] of examinations.entries()) {
    const missing = needs.find((need) => stopped.has(need))
    const reason = over ?? (missing === undefined ? undefined : stopped.get(missing))
    if (reason !== undefined) {
      stopped.set(id, reason)
      examined.push({ id, question, status: 'skipped', reason, facts: [], findings: [] })
      continue
    }
    progress(question, at + 1, examinations.length)
    const { facts, findings, stops } = await run(context).catch((error: unknown) => {
      if (error instanceof Unanswered && error.isOver) over = error.what
      return unanswered(error, serverOf(context, id)?.name ?? id)
    })
    if (stops !== undefined) stopped.set(id, stops)
    const failed = findings.some(({ severity }) => severity !== 'note')
    examined.push({ id, question, status: failed ? 'failed' : 'passed', facts, findings })
  }
  return examined
}

/** The server that an examination is about, if it was named: `grafana-drift` is about Grafana. */
const serverOf = ({ servers }: Context, id: string): Client | undefined =>
  servers[serverNames.find((name) => id.startsWith(`${name}-`)) ?? 'prometheus']

function unanswered(error: unknown, where: string): Outcome {
  if (!(error instanceof Unanswered)) throw error
  const { what, next } = error
  return { facts: [], findings: [{ severity: 'error', where, what, next }], stops: what }
}
