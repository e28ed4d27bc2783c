import { messageOf } from '../findings/problem.ts'
import { answerer } from './answers.ts'
import { blocksOf } from './blocks.ts'
import type { DayPlan } from './day.ts'
import { type Server, startServer } from './prometheus.ts'
import { openPrometheus } from './remote.ts'
import type { DataSource } from './source.ts'
import { synthesise } from './synthetic.ts'

/** The programs that serve a day best; without them its queries are computed here. */
export interface Tools {
  /** The path of Prometheus. */
  readonly prometheus?: string
  /** The path of promtool. */
  readonly promtool?: string
  /** The folder where days are kept, which takes long to make. */
  readonly cache: string
  /** Gets what happens, in sentences. */
  readonly log: (line: string) => void
}

/**
 * Serves a synthetic day: by Prometheus where it is installed and works, else by our own evaluator. Throws the signal's
 * reason when it is aborted.
 */
export async function openEmbedded(plan: DayPlan, tools: Tools, signal: AbortSignal): Promise<DataSource> {
  const { prometheus, promtool, cache, log } = tools
  if (prometheus === undefined || promtool === undefined) {
    log(`There is no ${prometheus === undefined ? 'Prometheus' : 'promtool'}, so queries are computed here.`)
    return openComputed(plan)
  }
  try {
    const blocks = await blocksOf(plan, { promtool, cache, log, signal })
    const server = await startServer(prometheus, blocks, plan.evaluationInterval, signal)
    return servedBy(server, plan, log)
  } catch (error) {
    signal.throwIfAborted()
    const reason = messageOf(error).trim().split('\n').at(-1)
    log(`Prometheus cannot serve the synthetic day, so queries are computed here: ${reason}`)
    return openComputed(plan)
  }
}

/** The answers of a Prometheus while it runs; where the machine ends it, for want of memory say, our own. */
function servedBy(server: Server, plan: DayPlan, log: Tools['log']): DataSource {
  let source: Pick<DataSource, 'says' | 'answer'> = {
    says: 'Embedded data: a synthetic day, served by Prometheus',
    answer: openPrometheus(server.url).answer,
  }
  let isClosed = false
  server.ended.then(() => {
    if (isClosed) return
    log('Prometheus was ended by somebody else, so queries are computed here from now on.')
    source = openComputed(plan)
  })
  return {
    now: plan.now,
    get says() {
      return source.says
    },
    answer: (path, form, signal) => source.answer(path, form, signal),
    close: () => {
      isClosed = true
      return server.stop()
    },
  }
}

/** Serves a synthetic day by our own evaluator: the same answers wherever it runs. */
export function openComputed(plan: DayPlan): DataSource {
  const answer = answerer(plan, synthesise(plan))
  return {
    now: plan.now,
    says: 'Embedded data: a synthetic day, computed here',
    answer: async (path, form) => answer(path, form),
    close: async () => undefined,
  }
}
