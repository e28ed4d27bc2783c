import type { Fault } from './fault.ts'
import { killed, type World } from './world.ts'

/** What goes wrong with search tasks and their worker. */
export const searchFaults = (world: World) => {
  const { application } = world

  const stuck: Fault = {
    name: 'Search tasks hang',
    done: 'a task does not end, and others queue up behind it',
    start: () => application.turn({ hanging_searches: true }),
    lift: () => application.turn({ hanging_searches: undefined }),
    tells: [{ alert: 'PyBaseSearchBacklog' }],
  }

  const dead: Fault = {
    name: 'A worker is killed',
    done: 'SIGKILL to the search worker and its processes',
    ...killed(world, 'search-worker'),
    tells: [{ alert: 'PyBaseTargetDown', labels: { job: 'search-worker' } }],
  }

  return { stuck, dead }
}
