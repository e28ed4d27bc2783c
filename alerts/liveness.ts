import {
  alert,
  alertEach,
  byComponent,
  fires,
  group,
  increase,
  type Job,
  type JobsOfComponent,
  silent,
  stands,
  sum,
  traffic,
} from '@pybase/monitoring'
import * as application from '../queries/application.ts'
import * as containers from '../queries/containers.ts'
import * as all from '../queries/jobs.ts'
import { type Deployed, deployed } from '../queries/jobs.ts'
import * as monitoring from '../queries/monitoring.ts'
import * as postgres from '../queries/postgres.ts'
import * as redis from '../queries/redis.ts'

const anyDown = ([first, ...others]: readonly [Deployed, ...Deployed[]]) =>
  others.reduce((condition, job) => condition.or(monitoring.isDown(job)), monitoring.isDown(first))

/** What is lost with a process of PyBase is its component; without an exporter only the sight of it. */
const arm = ({ component, severity, jobs }: JobsOfComponent<Deployed>) => ({
  when: anyDown(jobs),
  component,
  severity,
  ...(jobs.every(({ release }: Job) => release === undefined) && { outage: true as const }),
})
const [first, ...others] = byComponent(deployed)

export const targetDown = alertEach('PyBaseTargetDown', [arm(first), ...others.map(arm)], {
  for: '2m',
  keepFiringFor: '15m',
  summary: 'Prometheus cannot scrape a target.',
  description: ({ labels }) => `A target of the job ${labels.job} does not answer, or the job has no target left.`,
  diagnosis: {
    'Which instance?': monitoring.jobsUp.by('job', 'instance'),
  },
})

const unstable = (job: Deployed) =>
  (job as Job).release === undefined
    ? monitoring
        .comesAndGoes(job, '5m', 2.5, '59%')
        .or(monitoring.comesAndGoes(job, '5m', 4.5, '79%'))
        .or(monitoring.startsAgain(job, '15m', 2.5, '5m'))
        .or(monitoring.startsAgain(job, '40m', 3.5, '10m'))
    : monitoring.comesAndGoes(job, '15m', 4.5, '59%')

const anyUnstable = ([first, ...others]: readonly [Deployed, ...Deployed[]]) =>
  others.reduce((condition, job) => condition.or(unstable(job)), unstable(first))

const unstableArm = ({ component, jobs }: JobsOfComponent<Deployed>) => {
  const isOwn = jobs.every(({ release }: Job) => release === undefined)
  return {
    when: anyUnstable(jobs),
    component,
    severity: isOwn ? ('critical' as const) : ('warning' as const),
    ...(isOwn && { outage: true as const }),
  }
}

/** It answers for a quarter of a minute, and then for a minute not. */
const crashes = Array.from({ length: 16 }, (_, at) => [
  stands(monitoring.up.where({ job: 'pybase-api' }), 1, { from: `${75 * at}s`, until: `${75 * at + 15}s` }),
  stands(monitoring.up.where({ job: 'pybase-api' }), 0, { from: `${75 * at + 15}s`, until: `${75 * at + 75}s` }),
]).flat()

export const targetUnstable = alertEach('PyBaseTargetUnstable', [unstableArm(first), ...others.map(unstableArm)], {
  keepFiringFor: '5m',
  summary: 'A target comes and goes, or its process starts again and again.',
  description: ({ labels }) =>
    `A target of the job ${labels.job} answers only now and then: it may be in a crash loop.`,
  diagnosis: {
    'Which instance?': monitoring.jobsUp.by('job', 'instance'),
    'How long does it live?': application.uptime.by('job', 'instance'),
    'Was it killed for its memory?': containers.memoryKills.by('name'),
  },
  scenarios: [
    fires('the API crashes again and again', crashes),
    silent(
      'it is down for four minutes, once',
      stands(monitoring.up.where({ job: 'pybase-api' }), 1, { until: '10m' }),
      stands(monitoring.up.where({ job: 'pybase-api' }), 0, { from: '10m', until: '14m' }),
      stands(monitoring.up.where({ job: 'pybase-api' }), 1, { from: '14m' }),
    ),
  ],
})

/** The server behind an exporter is gone, or it comes and goes. */
const unreachable = (server: Pick<typeof postgres, 'lastlyUp' | 'lastlyAway' | 'reached' | 'reachedChanges'>) =>
  // Over a minute and a half: an exporter that answers now and then must not begin the wait anew.
  server.lastlyUp
    .over('90s')
    .is(0)
    .or(
      server.lastlyAway
        .over('90s')
        .is(0)
        .and(server.reached.over('10m').below('84%'))
        .and(server.reachedChanges.over('10m').above(4.5)),
    )

export const postgresDown = alert('PyBasePostgresDown', {
  when: unreachable(postgres),
  for: '30s',
  // What failed meanwhile is seen for minutes after it is back.
  keepFiringFor: '15m',
  severity: 'critical',
  component: 'database',
  outage: true,
  summary: 'PostgreSQL cannot be reached.',
  description: ({ labels }) => `postgres_exporter (${labels.job}, ${labels.instance}) cannot connect to PostgreSQL.`,
  diagnosis: {
    'Is the exporter itself up?': monitoring.up.where({ job: 'postgres' }),
    'How many connections were open?': postgres.connections,
  },
})

export const redisDown = alert('PyBaseRedisDown', {
  when: unreachable(redis),
  for: '30s',
  keepFiringFor: '15m',
  severity: 'critical',
  component: 'redis',
  outage: true,
  summary: 'Redis cannot be reached.',
  description: ({ labels }) => `redis_exporter (${labels.job}, ${labels.instance}) cannot connect to Redis.`,
  diagnosis: {
    'Is the exporter itself up?': monitoring.up.where({ job: 'redis' }),
    'How much memory was used?': redis.memoryUsage,
  },
})

const { searchQueueGrowth: growth, searchQueueLowest: lowest, searchQueueDepth: depth } = redis
/** It grows for twenty minutes, no matter how many came at once, and still does. */
const piles = depth
  .above(10)
  .and(depth.offset('10m').above(10))
  .and(growth.over('10m').above('0/s'))
  .and(growth.over('10m').offset('10m').above('0/s'))
  .and(growth.over('3m').above('0/s'))
/** Some wait, and the worker does nothing: it asks for nothing. The second part: what was watched for a minute only. */
const queries = sum(increase(application.queryDuration.where({ job: 'search-worker' }).count))
const lies = lowest.over('20m').above(0).and(depth.offset('20m').above(0)).unless(queries.over('20m').above(0))

export const searchBacklog = alert('PyBaseSearchBacklog', {
  // One that is never empty is none while tasks flow.
  when: piles.or(lies),
  severity: 'warning',
  component: 'search',
  summary: 'The search queue is not being worked off.',
  description: ({ value }) => `${value} tasks wait in the search queue: more and more, or the worker takes none.`,
  diagnosis: {
    'How deep is the queue?': redis.searchQueueDepth,
    'Is the worker up?': monitoring.up.where({ job: 'search-worker' }),
    'Does it ask the database for anything?': application.queryRate.by('job', 'operation'),
  },
  scenarios: [
    silent(
      'the queue fills at once and stays so, with work being done, and another is always full',
      stands(redis.queue('search'), 50, { from: '5m' }),
      stands(redis.queue('extraction'), 50),
      traffic(application.queryDuration.where({ job: 'search-worker' }).count, '1/s'),
    ),
    fires('five wait for half an hour, and nothing is asked', stands(redis.queue('search'), 5)),
  ],
})

const noneAnswers = ([first, ...others]: readonly [Deployed, ...Deployed[]]) =>
  others.reduce((condition, job) => condition.and(monitoring.isDown(job), { on: [] }), monitoring.isDown(first))

export const hostDown = alert('PyBaseHostDown', {
  // Sooner than each target by itself: one cause is told once.
  when: noneAnswers(all.onHost),
  for: '1m',
  keepFiringFor: '15m',
  severity: 'critical',
  component: 'host',
  outage: true,
  summary: 'The host or its network is down: nothing on it answers.',
  description: () =>
    `None of ${all.onHost.map(({ title }) => title).join(', ')} answers: the host is gone, or the way to it.`,
  diagnosis: { 'Who answers still?': monitoring.jobsUp.by('job', 'instance') },
})

export default group(hostDown, targetDown, targetUnstable, postgresDown, redisDown, searchBacklog)
