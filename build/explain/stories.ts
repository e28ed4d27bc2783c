import { Refused } from '../findings/problem.ts'
import type { AnyAlert, AnyArm } from '../language/alert.ts'
import type { Scenario } from '../language/scenario.ts'
import { levelOf } from '../language/severity.ts'
import type { Unit } from '../language/units.ts'
import { printDuration } from '../promql/duration.ts'
import type { Expr } from '../promql/tree.ts'
import type { Kind, Subject } from '../witness/draft.ts'
import type { Metrics, Settings } from '../witness/ground.ts'
import type { Plan } from '../witness/plan.ts'
import { type Played, shown, takenApart } from '../witness/prove.ts'
import { playedOut } from '../witness/scenario.ts'
import type { Rule } from '../witness/simulate.ts'
import type { Clock } from '../witness/time.ts'
import { Underivable } from '../witness/underivable.ts'
import { waysOf } from '../witness/ways.ts'
import { player, type Witness } from '../witness/witness.ts'
import { searched } from './search.ts'
import { unitBeside, unitsIn } from './sentence.ts'

/** What is asked of the prover; durations in milliseconds. */
export interface Asked {
  readonly name: string
  readonly expr: Expr
  readonly for: number
  readonly keepFiringFor: number
  readonly metrics: Metrics
  readonly settings: Settings
  /** What its authors tell of it. */
  readonly scenarios: readonly Scenario[]
}

/** What was found: witnesses, and what none was found for. */
export interface Found {
  readonly witnesses: readonly Witness[]
  readonly missing: readonly { readonly kinds: readonly Kind[]; readonly title: string; readonly why: string }[]
  readonly subject: Subject
  readonly clock: Clock
}

/** Works out what shows of a condition when it fires and when not. */
export function storiesOf(asked: Asked): Found {
  const { name, expr, keepFiringFor, metrics, settings } = asked
  const rule: Rule = { expr, for: asked.for, keepFiringFor, labels: {}, annotations: {} }
  const arm: AnyArm = {
    when: { expr, unit: unitIn(expr, metrics), labels: [], threshold: undefined } as unknown as AnyArm['when'],
    severity: levelOf('none'),
    component: 'monitoring' as AnyArm['component'],
  }
  const alert: AnyAlert = {
    type: 'alert',
    name,
    arms: [arm],
    for: asked.for === 0 ? undefined : (printDuration(asked.for) as AnyAlert['for']),
    keepFiringFor: keepFiringFor === 0 ? undefined : (printDuration(keepFiringFor) as AnyAlert['for']),
    summary: '',
    description: '',
    labels: {},
    annotations: {},
    runbookUrl: undefined,
    insteadOf: [],
    diagnosis: {},
    scenarios: [],
    unproven: undefined,
    waive: {} as AnyAlert['waive'],
  }
  const { subject, sketches, missing } = takenApart({ catalog: metrics, stack: settings }, alert, [arm])
  const play = player(subject, [rule])
  const isReal = (witness: Witness) => !witness.plans.some((plan) => isNoNumber(plan) || isBelowZero(plan, metrics))
  const played: Played[] = []
  const proven: Witness[] = []
  const shows = (...some: readonly Kind[]) => proven.some(({ kinds }) => some.some((kind) => kinds.includes(kind)))
  for (const sketch of sketches) {
    // These two are told; the others would only take their place.
    if (shows('resolves') && shows('just under')) break
    const each = shown(sketch, subject, play)
    played.push(each)
    if (each.witness !== undefined && isReal(each.witness)) proven.push(each.witness)
  }
  const atoms = subject.arms.flatMap(({ ways }) => ways.flatMap(({ holds }) => holds))
  const isPresence = atoms.length > 0 && atoms.every(({ asks }) => asks === 'presence')
  const isShown = proven.some(({ moments }) => moments.length > 0) && (isPresence || shows('just under', 'healthy'))
  const told = isShown ? [] : asked.scenarios.flatMap((scenario) => play(playedOut(subject, scenario)) ?? [])
  const isTold = told.some(({ moments }) => moments.length > 0)
  return {
    witnesses: [...proven, ...told, ...(isShown || isTold ? [] : triedOut(subject, play).filter(isReal))],
    missing: [...missing.map((each) => ({ missing: each })), ...played].flatMap(toldOf),
    subject,
    clock: subject.ground.clock,
  }
}

/** The unit in which titles say where a condition stands. */
function unitIn(expr: Expr, metrics: Metrics): Unit {
  try {
    const compared = waysOf(expr)
      .flatMap(({ holds }) => holds)
      .find((atom) => atom.asks === 'value')
    if (compared === undefined) return 'count'
    const unit = unitBeside(compared.value, unitsIn(compared.expr, metrics)(compared.expr))
    return unit === 'seconds' || unit === 'bytes' || unit === 'ratio' ? unit : 'count'
  } catch (error) {
    if (error instanceof Underivable || error instanceof Refused) return 'count'
    throw error
  }
}

function triedOut(subject: Subject, play: ReturnType<typeof player>): readonly Witness[] {
  try {
    return searched(subject, play)
  } catch (error) {
    if (error instanceof Underivable || error instanceof Refused) return []
    throw error
  }
}

/** What comes of dividing by nothing shows nothing. */
const isNoNumber = ({ runs }: Plan): boolean =>
  runs.some(({ from = 0, step }) => !Number.isFinite(from) || !Number.isFinite(step))

/** No counter falls below zero, whatever condition that would suit. */
const isBelowZero = ({ labels, runs }: Plan, metrics: Metrics): boolean => {
  const type = metrics.metricOf({ is: 'selector', metric: labels.__name__ ?? '', matchers: [] })?.type
  return (
    (type === 'counter' || type === 'histogram') &&
    runs.some(({ from = 0, step, samples }) => from < 0 || from + step * (samples - 1) < 0)
  )
}

const toldOf = ({ missing }: Played) =>
  missing === undefined
    ? []
    : [
        {
          kinds: missing.draft?.kinds ?? [],
          title: missing.draft?.title ?? '',
          why: missing.why ?? 'no input that was made did it',
        },
      ]
