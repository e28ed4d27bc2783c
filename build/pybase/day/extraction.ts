import type { Flow } from '../../data/day.ts'
import { inIncident } from '../../data/moments.ts'
import { counter, flow, gauge, histogram, kinds, type Rows } from '../../data/row.ts'

interface Task {
  readonly task_type: string
  /** Tasks that finish per second at the busiest time. */
  readonly peak: number
  /** Seconds that half of them take at most, and how much longer during the incident. */
  readonly median: number
  readonly slower: number
  readonly running: number
}

const tasks: readonly Task[] = [
  { task_type: 'pdf', peak: 0.11, median: 7, slower: 4, running: 1.1 },
  { task_type: 'dxf', peak: 0.06, median: 12, slower: 4, running: 0.9 },
  { task_type: 'ifc', peak: 0.025, median: 38, slower: 9, running: 1.2 },
  { task_type: 'step', peak: 0.02, median: 52, slower: 14, running: 1.3 },
]

const finished = ({ task_type, peak }: Task): Flow =>
  flow(`extraction ${task_type}`, { peak, wave: 0.8, drift: 0.25, meanwhile: inIncident({ times: 0.45 }) })

const edges = ['1.0', '5.0', '10.0', '30.0', '60.0', '120.0', '300.0', '600.0']

export const extraction: Readonly<Record<string, Rows>> = {
  extraction_tasks_total: () =>
    tasks.flatMap((task) => {
      const { task_type } = task
      const failed = { peak: 0.007, meanwhile: inIncident({ plus: 0.02 }) }
      return kinds(finished(task), { task_type, status: 'success' }, [[{ task_type, status: 'failure' }, failed]])
    }),

  extraction_duration_seconds: () =>
    tasks.map((task) =>
      histogram({ task_type: task.task_type }, finished(task), {
        median: { peak: task.median, drift: 0.15, meanwhile: inIncident({ times: task.slower, ramp: 12 * 60_000 }) },
        closeness: 3.6,
        edges,
      }),
    ),

  extraction_tasks_in_progress: () =>
    tasks.map(({ task_type, running }) =>
      gauge(
        { task_type },
        { peak: running, wave: 0.75, drift: 0.6, noise: 0.5, meanwhile: inIncident({ plus: 2.2 }) },
        { whole: true, least: 0 },
      ),
    ),

  // No task of the day runs for long, and a moment of its own for each would be of no use to anybody.
  extraction_oldest_task_start_time_seconds: () => [],

  extraction_task_retries_total: () =>
    tasks.map(({ task_type, peak }) =>
      counter(
        { task_type },
        flow(`retries ${task_type}`, { peak: peak * 0.03, wave: 0.6, meanwhile: inIncident({ times: 6 }) }),
      ),
    ),
}
