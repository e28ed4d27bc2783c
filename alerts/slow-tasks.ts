import { alert, alertEach, at, earlier, every, fires, group, happens, silent, stands, takes } from '@pybase/monitoring'
import * as application from '../queries/application.ts'
import * as extraction from '../queries/extraction.ts'
import * as http from '../queries/http.ts'
import * as redis from '../queries/redis.ts'

export const apiLatencyHigh = alert('PyBaseApiLatencyHigh', {
  when: http.latencyP95.over('5m').above('1s'),
  for: '5m',
  keepFiringFor: '5m',
  severity: 'warning',
  component: 'api',
  summary: 'The API answers slowly.',
  description: ({ value }) => `The slowest 5% of requests took ${value} or longer over the last 5 minutes.`,
  diagnosis: {
    'Which endpoints are slow?': http.latencyP95.by('endpoint'),
    'Is there more traffic than usual?': http.requestRate.by('endpoint'),
    'Is the database slow?': application.queryP95.by('operation'),
  },
})

const pdfTask = extraction.duration.where({ task_type: 'pdf' })

export const extractionTaskTooSlow = alert('PyBaseExtractionTaskTooSlow', {
  // Half a task: growth is extrapolated, so one task is counted as a little less or more than one. One that hangs is seen
  // while it runs.
  when: extraction.tasksOverTenMinutes
    .by('task_type')
    .over('10m')
    .above(0.5)
    .or(extraction.tasksRunningLong.by('task_type').above(0)),
  // A few slow tasks an hour are one trouble.
  keepFiringFor: '1h',
  severity: 'warning',
  component: 'extraction',
  summary: 'An extraction task takes longer than 10 minutes.',
  description: ({ labels }) =>
    `A ${labels.task_type} extraction task has run for more than 10 minutes: it runs still, or finished lately.`,
  diagnosis: {
    'How long do tasks of this type take?': extraction.durationP95.by('task_type'),
    'How long has the oldest been running?': extraction.oldestTaskAge.by('task_type', 'instance'),
    'How many are running?': extraction.tasksRunning.by('task_type', 'instance'),
    'Is work piling up behind them?': redis.extractionQueueDepth,
  },
  scenarios: [
    silent('an old slow task and a quick one now', takes(pdfTask, '11m', earlier), takes(pdfTask, '30s', at('20m'))),
    fires('a slow task among quick ones', takes(pdfTask, '30s', every('5m')), takes(pdfTask, '11m', at('20m'))),
  ],
})

export const databaseQuerySlow = alert('PyBaseDatabaseQuerySlow', {
  when: application.queryP95.by('operation').over('5m').above('500ms').and(application.slowLately),
  for: '5m',
  keepFiringFor: '5m',
  severity: 'warning',
  component: 'database',
  summary: 'Database queries are slow.',
  description: ({ value, labels }) =>
    `The slowest 5% of ${labels.operation} queries took ${value} or longer over the last 5 minutes.`,
  diagnosis: {
    'In which process?': application.queryP95.by('job', 'operation'),
    'How many queries are slow?': application.slowQueryRate.by('operation'),
    'Are there more queries than usual?': application.queryRate.by('job', 'operation'),
  },
})

const queued = stands(redis.queue('extraction'), 5)
// The second part of each: what has been watched for a minute only was not there for ten.
const waiting = redis.extractionQueueLowest.over('10m').above(0).and(redis.extractionQueueDepth.offset('10m').above(0))
const running = extraction.tasksRunningThroughout
  .over('10m')
  .above(0)
  .and(extraction.tasksRunning.offset('10m').above(0))
const retried = extraction.tasksRetried.over('10m').above(20)

export const extractionStalled = alert('PyBaseExtractionStalled', {
  // `unless`, not `and … == 0`: a worker that died leaves no series, and then the alert must fire.
  // Work that was there all the time: one honest task that takes a while, after an idle hour, is none.
  when: waiting.or(running).or(retried).unless(extraction.tasksFinished.over('10m').above(0)),
  for: '8m',
  // One task that fails in between is not the end of it.
  keepFiringFor: '14m',
  severity: 'critical',
  component: 'extraction',
  summary: 'There is extraction work, and nothing finishes.',
  description: () => 'Extraction tasks were queued, running or retried for 10 minutes, and none has finished.',
  diagnosis: {
    'How many tasks wait?': redis.extractionQueueDepth,
    'How many are running, and where?': extraction.tasksRunning.by('task_type', 'instance'),
    'When did the last ones finish?': extraction.tasksFinished.by('task_type', 'status'),
  },
  scenarios: [
    silent('a task finishes every nine minutes', queued, happens(extraction.tasks, every('9m'))),
    silent('tasks finish, and all fail', queued, happens(extraction.tasks.where({ status: 'failure' }), every('2m'))),
    fires('the last task finished long ago', queued, happens(extraction.tasks, at('1m', '2m'))),
    silent('tasks wait, but for the search worker', stands(redis.queue('search'), 5)),
  ],
})

const { extractionQueueGrowth: growth, extractionQueueDepth: depth } = redis
const finished = extraction.tasksFinished.over('10m')
const rising = growth.over('3m').above('0/s')
/** It grows for a quarter of an hour, no matter how many came at once, and it would take half an hour to work it off. */
const piles = depth
  .above(20)
  .and(depth.offset('14m').above(10))
  .and(growth.over('7m').above('0/s'))
  .and(growth.over('7m').offset('7m').above('0/s'))
  .and(rising)
  .and(depth.above(finished.times(3)))
/** It does not get less, in steps or not at all, and would take two hours. */
const lies = redis.extractionQueueLowest
  .over('20m')
  .above(20)
  .and(depth.offset('20m').above(20))
  .and(depth.above(extraction.tasksFinished.over('30m').times(4)))
  .unless(growth.over('20m').below('0/s'))
/** It grows by little, and for long. */
const creeps = depth
  .above(30)
  .and(depth.offset('24m').above(8))
  .and(growth.over('12m').above('0/s'))
  .and(growth.over('12m').offset('12m').above('0/s'))
  .and(growth.over('5m').above('0/s'))
const grows = Array.from({ length: 30 }, (_, at) =>
  stands(redis.queue('extraction'), 10 * at, { from: `${at}m`, until: `${at + 1}m` }),
)

const ofExtraction = { component: 'extraction' } as const
export const extractionBacklogGrows = alertEach(
  'PyBaseExtractionBacklogGrows',
  [
    // Where nothing finishes at all, extraction is stalled.
    { ...ofExtraction, severity: 'critical', when: piles.or(lies).and(finished.above(0)) },
    { ...ofExtraction, severity: 'warning', when: creeps },
  ],
  {
    for: '1m',
    keepFiringFor: '15m',
    summary: 'More extraction work comes in than is done, and it piles up.',
    description: ({ value }) => `${value} tasks wait in the extraction queue, and they do not get fewer.`,
    diagnosis: {
      'How many tasks wait?': redis.extractionQueueDepth,
      'How many finish, by type?': extraction.tasksFinished.by('task_type'),
      'How long do they take?': extraction.durationP95.by('task_type'),
      'How long has the oldest been running?': extraction.oldestTaskAge.by('task_type', 'instance'),
    },
    scenarios: [
      fires('ten come each minute, and one is finished in five', grows, happens(extraction.tasks, every('5m'))),
      silent(
        '300 tasks come at once, and are worked off',
        stands(redis.queue('extraction'), 300, { from: '20m' }),
        happens(extraction.tasks, every('20s')),
      ),
    ],
  },
)

export default group(
  apiLatencyHigh,
  extractionTaskTooSlow,
  databaseQuerySlow,
  extractionStalled,
  extractionBacklogGrows,
)
