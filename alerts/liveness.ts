import { alert, alertEach, byComponent, group, type JobsOfComponent, silent, stands } from '@pybase/monitoring'
import { type Deployed, deployed } from '../queries/jobs.ts'
import * as monitoring from '../queries/monitoring.ts'
import * as postgres from '../queries/postgres.ts'
import * as redis from '../queries/redis.ts'

const anyDown = ([first, ...others]: readonly [Deployed, ...Deployed[]]) =>
  others.reduce((condition, job) => condition.or(monitoring.isDown(job)), monitoring.isDown(first))

const arm = ({ component, severity, jobs }: JobsOfComponent<Deployed>) => ({ when: anyDown(jobs), component, severity })
const [first, ...others] = byComponent(deployed)

export const targetDown = alertEach('PyBaseTargetDown', [arm(first), ...others.map(arm)], {
  for: '2m',
  summary: 'Prometheus cannot scrape a target.',
  description: ({ labels }) => `A target of the job ${labels.job} does not answer, or the job has no target left.`,
  diagnosis: {
    'Which instance?': monitoring.jobsUp.by('job', 'instance'),
  },
})

export const postgresDown = alert('PyBasePostgresDown', {
  // Over a minute: an exporter that answers now and then must not begin the wait anew.
  when: postgres.lastlyUp.over('1m').is(0),
  for: '1m',
  severity: 'critical',
  component: 'database',
  summary: 'PostgreSQL cannot be reached.',
  description: ({ labels }) => `postgres_exporter (${labels.job}, ${labels.instance}) cannot connect to PostgreSQL.`,
  diagnosis: {
    'Is the exporter itself up?': monitoring.up.where({ job: 'postgres' }),
    'How many connections were open?': postgres.connections,
  },
})

export const redisDown = alert('PyBaseRedisDown', {
  when: redis.up.is(0),
  for: '2m',
  severity: 'critical',
  component: 'redis',
  summary: 'Redis cannot be reached.',
  description: ({ labels }) => `redis_exporter (${labels.job}, ${labels.instance}) cannot connect to Redis.`,
  diagnosis: {
    'Is the exporter itself up?': monitoring.up.where({ job: 'redis' }),
    'How much memory was used?': redis.memoryUsage,
  },
})

const halfAnHourAgo = redis.searchQueueDepth.offset('30m')

export const searchBacklog = alert('PyBaseSearchBacklog', {
  // The second part: a queue that has been watched for a minute only has not been full for half an hour.
  when: redis.searchQueueLowest.over('30m').above(0).and(halfAnHourAgo.above(0)),
  severity: 'warning',
  component: 'search',
  summary: 'The search queue is not being worked off.',
  description: ({ value }) => `The search queue has held at least ${value} tasks for 30 minutes.`,
  diagnosis: {
    'How deep is the queue?': redis.searchQueueDepth,
    'Is the worker up?': monitoring.up.where({ job: 'search-worker' }),
  },
  scenarios: [
    silent(
      'the queue fills for 25 minutes, and another is always full',
      stands(redis.queue('search'), 5, { from: '5m', until: '30m' }),
      stands(redis.queue('extraction'), 5),
    ),
  ],
})

export default group(targetDown, postgresDown, redisDown, searchBacklog)
