import { alert, group } from '@pybase/monitoring'
import * as application from '../queries/application.ts'
import * as postgres from '../queries/postgres.ts'

export const replicaBehind = alert('PyBaseReplicaBehind', {
  when: postgres.lag.by('job', 'instance').above('5m'),
  for: '10m',
  severity: 'warning',
  component: 'database',
  summary: 'A replica of PostgreSQL is far behind.',
  description: ({ value, labels }) => `The replica that ${labels.instance} (${labels.job}) sees is ${value} behind.`,
  diagnosis: {
    'How far behind are they?': postgres.lag.by('job', 'instance'),
    'Is a transaction open there, which holds it up?': postgres.oldestTransaction.by('instance', 'state'),
  },
})

export const transactionOpen = alert('PyBaseTransactionOpen', {
  // A backup reads for hours, and one that does nothing should end at once.
  when: postgres.oldestIdleTransaction
    .by('instance', 'datname')
    .above('30m')
    .or(postgres.oldestActiveTransaction.by('instance', 'datname').above('6h')),
  for: '5m',
  severity: 'warning',
  component: 'database',
  summary: 'A transaction has been open for long: it holds locks, and no dead row can be removed.',
  description: ({ value, labels }) =>
    `The oldest transaction in ${labels.datname} (${labels.instance}) is ${value} old.`,
  diagnosis: {
    'Whose is it?': postgres.oldestTransaction.by('datname', 'application_name', 'state'),
    'Does anybody wait for a lock?': postgres.lockCount.by('mode'),
  },
})

export const deadlocks = alert('PyBaseDeadlocks', {
  when: postgres.deadlockCount.by('datname').over('30m').above(4.5),
  severity: 'warning',
  component: 'database',
  keepFiringFor: '30m',
  summary: 'Transactions end in deadlocks again and again.',
  description: ({ value, labels }) => `PostgreSQL broke ${value} deadlocks in ${labels.datname} within 30 minutes.`,
  diagnosis: {
    'Do queries fail?': application.queryErrorRatio.by('job', 'operation'),
    'Which locks are held?': postgres.lockCount.by('mode'),
  },
})

export const transactionIdsRunOut = alert('PyBaseTransactionIdsRunOut', {
  when: postgres.unfrozen.by('instance', 'datname').above(1_000_000_000),
  for: '10m',
  severity: 'warning',
  component: 'database',
  summary: 'PostgreSQL is running out of transaction ids: without a vacuum it will refuse to write.',
  description: ({ value, labels }) =>
    `The oldest row of ${labels.datname} (${labels.instance}) that is not frozen is ${value} transactions old; at 2 billion PostgreSQL stops.`,
  diagnosis: {
    'How old, by database?': postgres.unfrozen.by('datname'),
    'Does an old transaction hold up the vacuum?': postgres.oldestTransaction.by('datname', 'state'),
  },
})

export default group(replicaBehind, transactionOpen, deadlocks, transactionIdsRunOut)
