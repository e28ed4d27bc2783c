import type { Event, Span } from './day.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** A Wednesday afternoon. */
export const now = Date.UTC(2026, 0, 14, 14, 30)
/** A little more than a day, so that windows at the beginning of the day are full. */
export const begin = now - 25 * hour

/** The deploy of the new version: within the hour that dashboards show. */
export const deploy = now - 50 * minute
export const versions = { before: '1.8.2', after: '1.9.0' } as const

/** For how long a process that restarts is not scraped. */
export const downFor = 30 * second

/** When the processes of each job started anew: with the deploy, and one of them was killed at night. */
export const restarts = {
  'pybase-api': [deploy],
  'extraction-worker': [deploy + 45 * second],
  'search-worker': [now - 9.5 * hour, deploy + 90 * second],
} as const

/** The incident: extraction slows down, its queue fills, and the endpoint that hands over files fails. It goes on. */
const incident: Span = { from: now - 25 * minute, until: now + hour }

/** The nightly backup, which the database feels. */
const backup: Span = { from: now - 11.4 * hour, until: now - 11.4 * hour + 14 * minute }

type Change = Pick<Event, 'times' | 'plus' | 'ramp'>
/** What changes during the incident. */
export const inIncident = (change: Change): readonly Event[] => [{ ramp: 6 * minute, ...change, ...incident }]
/** What changes during the nightly backup. */
export const inBackup = (change: Change): readonly Event[] => [{ ramp: minute, ...change, ...backup }]
