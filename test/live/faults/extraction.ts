import { setInterval } from 'node:timers'
import { childrenOf } from './children.ts'
import type { Fault } from './fault.ts'
import { holds, paused, type World, watchdogGoesOn } from './world.ts'

/** What goes wrong with extraction tasks and their worker. */
export const extractionFaults = (world: World) => {
  const { application, stack } = world
  const worker = stack.servers['extraction-worker']
  const hang = (...types: readonly string[]) => application.turn({ hanging_tasks: types })

  const stalled: Fault = {
    name: 'Extraction tasks hang',
    done: 'no task ends',
    start: () => hang('pdf', 'dxf', 'ifc', 'step'),
    lift: () => hang(),
    tells: [{ alert: 'PyBaseExtractionStalled' }],
    keeps: [{ what: 'the API goes on', isSo: holds(world, 'sum(rate(http_requests_total{status="200"}[5s])) > 0') }],
  }

  const failing: Fault = {
    name: 'Extraction tasks fail',
    done: 'every task for a PDF raises an error',
    start: () => application.turn({ failing_tasks: ['pdf'] }),
    lift: () => application.turn({ failing_tasks: undefined }),
    tells: [{ alert: 'PyBaseExtractionFailureRateHigh', labels: { task_type: 'pdf' } }],
  }

  const slow: Fault = {
    name: 'An extraction task takes more than ten minutes',
    done: "the worker's clock is set forward by eleven minutes while a task runs",
    start: () => application.turn({ slow_tasks: ['step'] }),
    lift: () => application.turn({ slow_tasks: undefined }),
    tells: [{ alert: 'PyBaseExtractionTaskTooSlow', labels: { task_type: 'step' } }],
  }

  let killing: NodeJS.Timeout | undefined
  const lost: Fault = {
    name: 'A worker is killed during its tasks',
    done: 'SIGKILL to the processes that run tasks, again and again',
    start() {
      hang('dxf')
      killing = setInterval(() => {
        if (worker.running) for (const pid of childrenOf(worker.pid)) process.kill(pid, 'SIGKILL')
      }, 2500).unref()
    },
    lift() {
      clearInterval(killing)
      hang()
    },
    tells: [{ alert: 'PyBaseExtractionFailureRateHigh', labels: { task_type: 'dxf' } }],
    keeps: [
      {
        what: 'the worker goes on with other tasks',
        isSo: holds(world, 'increase(extraction_tasks_total{task_type="ifc",status="success"}[10s]) > 0'),
      },
      {
        what: 'no killed task counts as running',
        isSo: holds(world, 'sum(extraction_tasks_in_progress) <= 2'),
      },
    ],
  }

  const silent: Fault = {
    name: 'The application answers nothing on /metrics',
    done: 'SIGSTOP to the extraction worker',
    ...paused(world, 'extraction-worker'),
    tells: [{ alert: 'PyBaseTargetDown', labels: { job: 'extraction-worker' } }],
    keeps: [watchdogGoesOn(world)],
  }

  return { stalled, failing, slow, lost, silent }
}
