import { type Plan, planOf, type Run } from '../witness/plan.ts'

/** The first samples of a series, and then its end. */
export function ended({ labels, runs }: Plan, samples: number): Plan {
  return planOf(labels, [...taken(runs, samples), { samples: 1, step: 0, isEnd: true }])
}

/**
 * A series that is marked as ended at one sample, counted from 1, and goes on with the next. What Prometheus itself tells of a
 * scrape is there all the same, and `up` is 0.
 */
export function holed(plan: Plan, slot: number): Plan {
  const { labels, runs } = plan
  const name = labels.__name__ ?? ''
  if (name.startsWith('scrape_')) return plan
  const hole: Run = name === 'up' ? { samples: 1, from: 0, step: 0 } : { samples: 1, step: 0, isEnd: true }
  return planOf(labels, [...taken(runs, slot - 1), hole, ...dropped(runs, slot)])
}

function taken(runs: readonly Run[], samples: number): readonly Run[] {
  let left = samples
  return runs.flatMap((run) => {
    const some = Math.min(left, run.samples)
    left -= some
    return some === 0 ? [] : [{ ...run, samples: some }]
  })
}

function dropped(runs: readonly Run[], samples: number): readonly Run[] {
  let left = samples
  return runs.flatMap((run): readonly Run[] => {
    const gone = Math.min(left, run.samples)
    left -= gone
    if (gone === run.samples) return []
    const { from, step } = run
    return [{ ...run, samples: run.samples - gone, ...(from === undefined ? {} : { from: from + step * gone }) }]
  })
}

/** A counter that starts from 0 again with one sample, counted from 1, as that of a process that was started anew. */
export function restarted({ labels, runs }: Plan, slot: number): Plan {
  const after = dropped(runs, slot - 1)
  const first = after.find(({ from }) => from !== undefined)
  const base = (first?.from ?? 0) - (first?.step ?? 0)
  const lowered = after.map((run) => (run.from === undefined ? run : { ...run, from: run.from - base }))
  return planOf(labels, [...taken(runs, slot - 1), ...lowered])
}

/** A series of which some samples were not taken, from one on, counted from 1; nothing says that it ended. */
export function unseen({ labels, runs }: Plan, slot: number, samples: number): Plan {
  const gap: Run = { samples, step: 0 }
  return planOf(labels, [...taken(runs, slot - 1), gap, ...dropped(runs, slot - 1 + samples)])
}
