import { alert, fires, group, silent, stands } from '@pybase/monitoring'
import * as containers from '../queries/containers.ts'
import * as node from '../queries/node.ts'

const whoTakesIt = {
  'Which containers take memory?': containers.memory.by('name'),
  'Which containers take processor time?': containers.cpuUsage.by('name'),
}

export const hostCpuBusy = alert('PyBaseHostCpuBusy', {
  // On average: a moment of rest is no end of it.
  when: node.cpuBusy.by('instance').over('10m').above('95%'),
  for: '10m',
  keepFiringFor: '15m',
  severity: 'warning',
  component: 'host',
  summary: 'The processors of a host are busy all the time.',
  description: ({ value, labels }) =>
    `${value} of the processor time of ${labels.instance} was used over the last 10 minutes.`,
  diagnosis: whoTakesIt,
})

export const hostMemoryLow = alert('PyBaseHostMemoryLow', {
  when: node.memoryFreeRatio.below('5%'),
  for: '10m',
  severity: 'warning',
  component: 'host',
  summary: 'A host has hardly any memory left, and will end a process to get some.',
  description: ({ value, labels }) => `${value} of the memory of ${labels.instance} (${labels.job}) is available.`,
  diagnosis: whoTakesIt,
})

export const killedForMemory = alert('PyBaseKilledForMemory', {
  when: node.memoryKills
    .by('instance')
    .over('10m')
    .above(0.5)
    .or(containers.memoryKills.by('instance').over('10m').above(0.5)),
  keepFiringFor: '30m',
  severity: 'warning',
  component: 'host',
  summary: 'The kernel has ended a process for want of memory.',
  description: ({ labels }) => `A process was ended within the last 10 minutes, seen by ${labels.instance}.`,
  diagnosis: {
    'In which container?': containers.memoryKills.by('name'),
    'Which containers are near their limit?': containers.memoryUsage.by('name'),
    'Has the host any left?': node.memoryFreeRatio,
  },
})

export const containerMemoryNearLimit = alert('PyBaseContainerMemoryNearLimit', {
  when: containers.memoryUsage.by('name').above('90%'),
  for: '10m',
  severity: 'warning',
  component: 'host',
  summary: 'A container is close to its memory limit, at which its process is ended.',
  description: ({ value, labels }) => `${labels.name} uses ${value} of the memory that it may use.`,
  diagnosis: {
    'How full are the others?': containers.memoryUsage.by('name'),
    'How much do they use?': containers.memory.by('name'),
  },
})

export const containerThrottled = alert('PyBaseContainerThrottled', {
  when: containers.throttled.by('name').over('5m').above('50%'),
  for: '15m',
  severity: 'warning',
  component: 'host',
  summary: 'A container is held back: it asks for more processor time than it may use.',
  description: ({ value, labels }) => `${labels.name} was held back in ${value} of its periods for 15 minutes.`,
  diagnosis: {
    'How much does it use?': containers.cpuUsage.by('name'),
    'Which others are held back?': containers.throttled.by('name'),
  },
})

export const fileDescriptorsLow = alert('PyBaseFileDescriptorsLow', {
  when: node.filesOpenRatio.above('90%'),
  for: '5m',
  severity: 'critical',
  component: 'host',
  summary: 'A host is running out of file descriptors: soon nothing can open a file or a connection.',
  description: ({ value, labels }) =>
    `${value} of the file descriptors of ${labels.instance} (${labels.job}) are in use.`,
  diagnosis: { 'How many are open?': node.filesOpen },
})

export const clockWrong = alert('PyBaseClockWrong', {
  // Not synchronised, and it was within the last day: a machine that keeps its time otherwise is none.
  when: node.clockIsSynchronised
    .is(0)
    .and(node.wasSynchronised.over('1d').is(1))
    .or(
      node.clockIsSynchronised.is(1).and(node.clockOffset.above('500ms').or(node.clockOffset.times(-1).above('500ms'))),
    ),
  for: '15m',
  severity: 'warning',
  component: 'host',
  summary: 'The clock of a host is wrong, or no longer set by anybody.',
  description: ({ labels }) =>
    `The clock of ${labels.instance} (${labels.job}) is off by half a second or more, or nobody sets it any more.`,
  diagnosis: { 'How far off is it?': node.clockOffset, 'Is it set?': node.clockIsSynchronised },
  scenarios: [
    fires(
      'it is no longer set',
      stands(node.clockOffset, '0s'),
      stands(node.clockIsSynchronised, 1, { until: '10m' }),
      stands(node.clockIsSynchronised, 0, { from: '10m' }),
    ),
    silent('it never was', stands(node.clockOffset, '0s'), stands(node.clockIsSynchronised, 0)),
  ],
})

export default group(
  hostCpuBusy,
  hostMemoryLow,
  killedForMemory,
  containerMemoryNearLimit,
  containerThrottled,
  fileDescriptorsLow,
  clockWrong,
)
