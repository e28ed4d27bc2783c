// What goes wrong with the tasks of the extraction worker.

import {
  at,
  began,
  counts,
  down,
  drill,
  every,
  grows,
  happens,
  restarts,
  scales,
  slows,
  stands,
  takes,
  turns,
  vanishes,
} from '@pybase/monitoring'
import * as extraction from '../../queries/extraction.ts'
import * as jobs from '../../queries/jobs.ts'
import * as redis from '../../queries/redis.ts'
import { extractionFailureRateHigh, extractionRetryStorm } from '../high-error-rate.ts'
import { targetDown, targetUnstable } from '../liveness.ts'
import { extractionBacklogGrows, extractionStalled, extractionTaskTooSlow } from '../slow-tasks.ts'

const { tasks, duration, inProgress, oldestTask, retries } = extraction
const queue = redis.queue('extraction')
const ifc = { task_type: 'ifc' } as const
const nothingFinishes = [scales(tasks, 0), scales(duration, 0)]
const nobodyAsks = [...nothingFinishes, scales(retries, 0), stands(inProgress, 0), stands(queue, 0)]
const ifcSucceeds = tasks.where({ ...ifc, status: 'success' })
const ifcFails = tasks.where({ ...ifc, status: 'failure' })

export const tasksHang = drill('Every extraction task hangs, and the queue fills', {
  lasts: '2h',
  happens: [...nothingFinishes, stands(inProgress, 2), grows(queue, 400)],
  noticed: { by: extractionStalled, within: '25m' },
  pages: 1,
  tickets: 0,
})

export const queueGrows = drill('The extraction queue grows for six hours while a task finishes every nine minutes', {
  lasts: '6h',
  happens: [
    ...nothingFinishes,
    happens(tasks.where({ task_type: 'step', status: 'success' }), every('9m')),
    grows(queue, 10_800),
  ],
  noticed: { by: extractionBacklogGrows, within: '20m' },
  pages: 1,
  tickets: 0,
})

export const oneTaskHangs = drill('One task hangs for four hours among others that finish', {
  lasts: '4h',
  happens: [began(oldestTask.where(ifc)), stands(inProgress.where(ifc), 1)],
  noticed: { by: extractionTaskTooSlow, within: '20m' },
  pages: 0,
  tickets: 1,
})

export const retryStorm = drill('A task is retried every second, and nothing succeeds', {
  lasts: '2h',
  happens: [
    ...nothingFinishes,
    counts(retries.where({ task_type: 'pdf' }), '1/s'),
    stands(inProgress, 1),
    stands(queue, 0),
  ],
  noticed: { by: extractionStalled, within: '20m' },
  pages: 1,
  tickets: 1,
})

export const everyPdfFails = drill('Every PDF fails', {
  lasts: '2h',
  happens: [turns(tasks.where({ task_type: 'pdf' }), '100%', { status: 'failure' })],
  noticed: { by: extractionFailureRateHigh, within: '20m' },
  pages: 0,
  tickets: 1,
})

export const rareTypeFails = drill('A type of task fails each time, which is every 25 minutes', {
  lasts: '6h',
  happens: [scales(ifcSucceeds, 0), scales(ifcFails, 0), happens(ifcFails, every('25m'))],
  noticed: { by: extractionFailureRateHigh, within: '75m' },
  pages: 0,
  tickets: 1,
})

export const tasksAreSlow = drill('Tasks of one type take eleven minutes and longer', {
  lasts: '2h',
  happens: [slows(duration.where(ifc), 25)],
  noticed: { by: extractionTaskTooSlow, within: '15m' },
  pages: 0,
  tickets: 1,
})

export const workerIsKilled = drill('The extraction worker is killed and does not come back', {
  lasts: '1h',
  happens: [down(jobs.extractionWorker), grows(queue, 200)],
  noticed: { by: targetDown, within: '3m' },
  pages: 1,
  tickets: 0,
})

export const workerIsGone = drill('The extraction worker is no longer among the targets while tasks wait', {
  lasts: '1h',
  happens: [vanishes(jobs.extractionWorker), grows(queue, 200)],
  noticed: { by: targetDown, within: '3m' },
  pages: 1,
  tickets: 0,
})

export const workerCrashes = drill('The extraction worker crashes again and again', {
  lasts: '2h',
  happens: [restarts(jobs.extractionWorker, '75s', { every: '90s' }), grows(queue, 400)],
  noticed: { by: targetUnstable, within: '5m' },
  pages: 1,
  tickets: 0,
})

// What only looks as if.

export const quietNight = drill('Nobody works at night', {
  at: '01:00',
  lasts: '4h',
  happens: nobodyAsks,
  quiet: true,
})

export const honestTask = drill('An honest task of eleven minutes, after an idle hour', {
  at: '03:00',
  lasts: '2h',
  happens: [
    ...nobodyAsks,
    began(oldestTask.where({ task_type: 'step' }), { from: '60m', until: '71m' }),
    stands(inProgress.where({ task_type: 'step' }), 1, { from: '60m', until: '71m' }),
    happens(tasks.where({ task_type: 'step', status: 'success' }), at('71m')),
    takes(duration.where({ task_type: 'step' }), '11m', at('71m')),
  ],
  noticed: { by: extractionTaskTooSlow, within: '75m' },
  pages: 0,
  tickets: 1,
})

export const twoSlowTasksAnHour = drill('Two tasks an hour take eleven minutes', {
  lasts: '4h',
  happens: [takes(duration.where({ task_type: 'step' }), '11m', every('30m'))],
  noticed: { by: extractionTaskTooSlow, within: '35m' },
  pages: 0,
  tickets: 1,
})

export const oneTaskFails = drill('One task fails among others', {
  lasts: '2h',
  happens: [happens(ifcFails, at('10m'))],
  quiet: true,
})

export const nightlyBatch = drill('A nightly batch puts 300 tasks into the queue, which are worked off', {
  at: '02:00',
  lasts: '2h',
  happens: [
    stands(queue, 300, { until: '10m' }),
    grows(queue, 0, { from: '10m', until: '90m' }),
    counts(tasks.where({ task_type: 'pdf', status: 'success' }), '0.06/s', { until: '90m' }),
    stands(inProgress, 2, { until: '90m' }),
  ],
  quiet: true,
})

export const workerIsDeployed = drill('The extraction worker is deployed: 45 seconds without it', {
  lasts: '1h',
  happens: [restarts(jobs.extractionWorker, '45s')],
  quiet: true,
})

export const aFewRetries = drill('Some tasks are retried, and succeed', {
  lasts: '2h',
  happens: [counts(retries, '0.05/s')],
  quiet: true,
})

export const retriesAmongOthers = drill('IFC files are retried every second, and other tasks finish', {
  lasts: '2h',
  happens: [scales(tasks.where(ifc), 0), scales(duration.where(ifc), 0), counts(retries.where(ifc), '1/s')],
  noticed: { by: extractionRetryStorm, within: '30m' },
  pages: 0,
  tickets: 1,
})

export const everyIfcFailsRarely = drill('A type of task fails each time, which is every half an hour', {
  lasts: '6h',
  happens: [scales(ifcSucceeds, 0), scales(ifcFails, 0), happens(ifcFails, every('30m'))],
  noticed: { by: extractionFailureRateHigh, within: '75m' },
  pages: 0,
  tickets: 1,
})

export const rushOfWork = drill('Twice as much comes in as can be extracted', {
  lasts: '4h',
  happens: [grows(queue, 3000)],
  noticed: { by: extractionBacklogGrows, within: '60m' },
  pages: 1,
  tickets: 1,
})

export const tasksOneAfterTheOther = drill('Long tasks follow one after the other, of eight minutes each', {
  lasts: '2h',
  happens: [began(oldestTask.where(ifc), { every: '8m', for: '8m' }), stands(inProgress.where(ifc), 1)],
  quiet: true,
})

export const workerScalesToZero = drill('At night the extraction worker is scaled to zero, with nothing to do', {
  at: '01:00',
  lasts: '4h',
  happens: [vanishes(jobs.extractionWorker), stands(queue, 0)],
  quiet: true,
})

export const officeHours = drill('People come to work, and send drawings', {
  at: '07:00',
  lasts: '4h',
  happens: [scales(tasks, 1.5), grows(queue, 12, { until: '2h' })],
  quiet: true,
})
