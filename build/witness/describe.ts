import type { Unit } from '../language/units.ts'
import { printLine } from '../promql/print.ts'
import { selectors } from '../promql/rewrite.ts'
import { leastMargin } from './effort.ts'
import { type Ground, metricsIn } from './ground.ts'
import { humanize, humanize1024, humanizePercentage, plain, shortDuration } from './humanize.ts'
import { type Among, type Levels, levelsIn } from './levels.ts'
import type { Atom } from './ways.ts'

/** What an atom looks at, by its first selector: `redis_key_size{job="redis",key="search"}`. */
export function subjectText(atom: Atom): string {
  const [selector] = atom.asks === 'absence' ? [atom.selector] : selectors(atom.expr)
  if (selector === undefined) return 'nothing'
  const { metric, matchers } = selector
  return printLine({ is: 'selector', ...(metric === undefined ? {} : { metric }), matchers })
}

/** Where an atom stands among others, as a clause: `at 5.1%` where it has a unit, else `with up{job="redis"} at 0`. */
export function standsText(
  ground: Ground,
  among: Among,
  atom: Atom,
  level: keyof Levels,
  unit: Unit | undefined,
): string {
  if (atom.asks === 'presence') return `${level === 'beyond' ? 'with' : 'without'} ${subjectText(atom)}`
  if (atom.asks === 'absence') return `${level === 'beyond' ? 'without' : 'with'} ${subjectText(atom)}`
  const { margin } = ground.effort
  const at = (off: number) => levelsIn(among, atom, metricsIn(ground.catalog), off)[level]
  const value = at(margin)
  const off = value === at(leastMargin) ? '' : `, ${margin * 100}% off the threshold`
  if (atom.isRelative) return `at ${humanizePercentage(value)} of what it is compared with${off}`
  return unit === undefined ? `with ${subjectText(atom)} at ${plain(value)}${off}` : `at ${said[unit](value)}${off}`
}

const said: Readonly<Record<Unit, (value: number) => string>> = {
  count: plain,
  seconds: shortDuration,
  bytes: (value) => `${humanize1024(value)}B`,
  ratio: humanizePercentage,
  'count/s': (value) => `${humanize(value)}/s`,
  'bytes/s': (value) => `${humanize1024(value)}B/s`,
  state: plain,
}
