import type { Examination, Finding } from '../examination.ts'
import { queryNow, scalarNow } from './api.ts'

/** In seconds: more than requests, scrapes and rounding explain. */
const tolerated = 5

export const clock: Examination = {
  id: 'clock',
  question: 'Do the clocks agree?',
  needs: ['reachable'],
  async run({ servers: { prometheus } }) {
    const before = Date.now() / 1000
    const there = await scalarNow(prometheus, 'time()')
    const after = Date.now() / 1000
    const ahead = there > after ? there - after : Math.min(there - before, 0)
    const hosts = await queryNow(prometheus, 'node_time_seconds - timestamp(node_time_seconds)')
    return {
      facts: [],
      findings: [
        ...findingOf(ahead, prometheus.name, 'the machine that runs this'),
        ...hosts.flatMap(({ labels, value }) => findingOf(value, `host of ${labels.instance}`, 'Prometheus')),
      ],
    }
  },
}

function findingOf(ahead: number, whose: string, other: string): readonly Finding[] {
  if (Math.abs(ahead) <= tolerated) return []
  const seconds = Math.abs(ahead) < 100 ? `${Math.round(Math.abs(ahead))} s` : `${Math.round(Math.abs(ahead) / 60)} min`
  return [
    {
      severity: 'warning',
      where: `${whose} › clock`,
      what: `Its clock is ${seconds} ${ahead > 0 ? 'ahead of' : 'behind'} that of ${other}.`,
      next: 'Let NTP set both clocks: with wrong ones, panels lose their right edge and alerts come late.',
    },
  ]
}
