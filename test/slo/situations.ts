import type { Run } from '../../build/witness/plan.ts'

/** Of so many requests a minute such a share goes wrong, for so many minutes; without requests, nothing is exposed. */
interface Phase {
  readonly minutes: number
  readonly requests: number | undefined
  readonly share?: number
}

/** What happens to a service over some days. */
export interface Situation {
  readonly title: string
  readonly phases: readonly Phase[]
  /** Where so few fail that our alerts do not judge, and Sloth's do. */
  readonly isQuiet?: true
}

const hour = 60
const day = 24 * hour
const busy = 10_000

const well = (minutes: number, requests: number | undefined = busy): Phase => ({ minutes, requests })
const fails = (share: number, minutes: number, requests = busy): Phase => ({ minutes, requests, share })
const again = (times: number, ...phases: readonly Phase[]): readonly Phase[] =>
  Array.from({ length: times }, () => phases).flat()

export const situations: readonly Situation[] = [
  { title: 'nothing fails', phases: [well(2 * day)] },
  { title: 'nothing is exposed', phases: [well(day, undefined)] },
  { title: 'nobody asks for anything', phases: [well(day, 0)] },
  { title: 'everything fails for a minute', phases: [well(day), fails(1, 1), well(day)] },
  { title: 'everything fails for five minutes', phases: [well(day), fails(1, 5), well(day)] },
  { title: 'everything fails for an hour', phases: [well(day), fails(1, hour), well(4 * day)] },
  { title: 'everything fails from the first request on', phases: [fails(1, 3 * hour), well(day)] },
  { title: 'a fiftieth fails for half an hour', phases: [well(day), fails(0.02, 30), well(day)] },
  { title: 'a fifth fails for two hours', phases: [well(day), fails(0.2, 2 * hour), well(day)] },
  { title: '1.5% fail for two hours', phases: [well(day), fails(0.015, 2 * hour), well(day)] },
  { title: '0.7% fail for nine hours', phases: [well(day), fails(0.007, 9 * hour), well(day)] },
  { title: '7% fail for nine hours', phases: [well(day), fails(0.07, 9 * hour), well(day)] },
  { title: '0.58% fail for a day', phases: [well(day), fails(0.0058, day), well(day)] },
  { title: '0.35% fail for two days', phases: [well(day), fails(0.0035, 2 * day), well(day)] },
  { title: '0.29% fail for three days', phases: [well(day), fails(0.0029, 3 * day)] },
  { title: '1.3% fail for four days', phases: [fails(0.013, 4 * day)] },
  { title: '0.09% fail for four days', phases: [fails(0.0009, 4 * day)] },
  { title: 'every hour a tenth fails for five minutes', phases: again(30, fails(0.1, 5), well(55)) },
  { title: 'every hour 1% fails for ten minutes', phases: again(40, fails(0.01, 10), well(50)) },
  {
    title: 'an outage, and another when it is nearly forgotten',
    phases: [well(day), fails(0.5, 20), well(5 * hour), fails(0.5, 20), well(day)],
  },
  {
    title: 'a tenth of the traffic at night, and then all the failures',
    phases: again(3, well(16 * hour), fails(0.02, 8 * hour, busy / 10)),
  },
  {
    title: 'traffic stops in the middle of an outage',
    phases: [well(day), fails(1, 20), well(8 * hour, 0), well(day)],
  },
  {
    title: 'the process is gone for six hours in the middle of an outage',
    phases: [well(day), fails(1, 20), well(6 * hour, undefined), well(day)],
  },
  { title: 'what fails stops, and the process with it', phases: [fails(0.3, 2 * hour), well(day, undefined)] },
  {
    title: 'two requests an hour, of which one in ten fails',
    phases: again(8, well(5 * hour, 1 / 32), fails(1, 32, 1 / 32)),
    isQuiet: true,
  },
  {
    title: 'four requests at night, and all fail',
    phases: [well(day, 0), fails(1, 32, 1 / 8), well(day, 0)],
    isQuiet: true,
  },
  {
    title: 'fifteen requests an hour, and all fail',
    phases: [well(day, 1 / 4), fails(1, 5 * hour, 1 / 4), well(day, 1 / 4)],
    isQuiet: true,
  },
]

/** The samples of a counter that grows by `grows` of each phase a minute; where there are no requests, there is no sample. */
export function counted(
  phases: readonly Phase[],
  grows: (phase: Phase & { readonly requests: number }) => number,
): readonly Run[] {
  let last = 0
  return phases.map((phase): Run => {
    const { minutes, requests } = phase
    if (requests === undefined) return { samples: minutes, step: 0 }
    const step = Number(grows({ ...phase, requests }).toPrecision(12))
    const from = last + step
    last = Number((from + step * (minutes - 1)).toPrecision(14))
    return { samples: minutes, from, step }
  })
}

export const minutesOf = ({ phases }: Situation): number => phases.reduce((sum, { minutes }) => sum + minutes, 0)
