import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { type Opening, openingOf } from './calendar.ts'
import { standsText, subjectText } from './describe.ts'
import { type Arm, type Draft, lengths, nothing, type Subject, staged, waysIn } from './draft.ts'
import { dividesGuarded, isAlike, isTraffic } from './levels.ts'
import { canDiffer, type Standing } from './scene.ts'
import { Underivable } from './underivable.ts'
import type { Atom, Way } from './ways.ts'

/** A claim of an alert, and the ways to show it, the more telling first. Each throws `Underivable` where it has no way. */
export type Sketch = readonly [Attempt, ...Attempt[]]
type Attempt = (subject: Subject) => Draft

/** Every claim that applies to an alert; which that are follows from its class and its conditions. */
export function sketchesOf(subject: Subject): readonly Sketch[] {
  if (subject.class === 'always') return [[onEmptyServer('always'), onEmptyServer('fires')]]
  return [
    ...subject.arms.flatMap((arm) => arm.ways.flatMap((way) => sketchesAtHours(subject, arm, way))),
    [subject.class === 'threshold' ? withoutSeries : healthy],
  ]
}

const onEmptyServer =
  (claim: 'always' | 'fires'): Attempt =>
  (subject) => ({ kinds: ['fires', 'absent'], title: 'fires on an empty server', claim, ...nothing(subject) })

/** What is shown of a way that is asked at some hours only is shown then; at others it is silent. */
function sketchesAtHours(subject: Subject, arm: Arm, way: Way): readonly Sketch[] {
  const [first] = way.holds
  if (way.hours === undefined || first === undefined) return sketchesOfWay(subject, arm, way)
  const { within, outside } = openingAt(way.hours, subject)
  const at =
    (opening: number) =>
    (attempt: Attempt): Attempt =>
    (of) =>
      attempt({ ...of, opening })
  const silent: Attempt = (of) => ({
    kinds: ['healthy'],
    title: `stays silent ${clause(of, way, first, 'beyond')} outside its hours`,
    claim: 'silent',
    ...staged(of, ['beyond'], (scene, standing) => scene.way(way, first, standing)),
  })
  return [
    ...sketchesOfWay(subject, arm, way).map((sketch) => sketch.map(at(within)) as readonly unknown[] as Sketch),
    ...(outside === undefined ? [] : [[at(outside + subject.reach)(silent)] as const]),
  ]
}

/** When hours last for an alert to fire, with some evaluations to spare if they may, and are over for it to have had the time to. */
function openingAt(hours: NonNullable<Way['hours']>, subject: Subject): Opening {
  const { hold, ground, lag, reach } = subject
  const { spacing, interval } = ground.clock
  const outside = lengths(subject)[0] * spacing
  const since = lag === undefined ? 0 : lag.past + 2 * (reach + interval)
  try {
    return openingOf(hours, { within: hold + 3 * interval, outside }, since)
  } catch (error) {
    if (!(error instanceof Underivable)) throw error
    return openingOf(hours, { within: hold + interval, outside }, since)
  }
}

const sketchesOfWay = (subject: Subject, arm: Arm, way: Way): readonly Sketch[] => {
  const [first, ...others] = way.holds
  if (first === undefined) return []
  return [
    [(of) => firing(of, way, first), (of) => alsoNeeded(of, way, first)],
    // Over other windows the first shows the same.
    ...others.filter((edge) => !isAlike(edge, first)).map((edge): Sketch => [(of) => alsoNeeded(of, way, edge)]),
    ...[first, ...others].flatMap((edge) => notQuite(subject, way, edge)),
    ...suddenly(subject, way, first),
    ...withoutFallback(way, first),
    ...idle(way, first),
    ...excepted(way, first),
    ...alone(subject, arm, way, first),
  ]
}

const clause = (subject: Subject, way: Way, edge: Atom, level: Standing[0]): string => {
  const ways = waysIn(subject)
  const isMain =
    edge === way.holds[0] && ways.every(({ holds: [first] }) => first === edge || (first && isAlike(first, edge)))
  return standsText(subject.ground, { way, ways }, edge, level, isMain ? subject.arms[0]?.when.unit : undefined)
}

function firing(subject: Subject, way: Way, edge: Atom): Draft {
  const [bad, good] = (['beyond', 'well'] as const).map((level) => clause(subject, way, edge, level))
  return {
    kinds: [edge.asks === 'absence' ? 'absent' : 'fires', 'resolves'],
    title: `fires ${bad}, and resolves ${good}`,
    claim: 'resolves',
    ...staged(subject, ['beyond', 'well'], (scene, standing) => scene.way(way, edge, standing)),
  }
}

const alsoNeeded = (subject: Subject, way: Way, edge: Atom): Draft => ({
  kinds: ['fires'],
  title: `fires ${clause(subject, way, edge, 'beyond')}`,
  claim: 'fires',
  ...staged(subject, ['beyond'], (scene, standing) => scene.way(way, edge, standing)),
})

function notQuite({ class: of }: Subject, way: Way, edge: Atom): readonly Sketch[] {
  if (edge.asks !== 'value') return []
  const kind = of === 'liveness' || edge.op === '==' ? 'healthy' : 'just under'
  const silent = (subject: Subject, level: Standing[0]): Draft => ({
    kinds: [level === 'well' ? 'healthy' : kind],
    title: `stays silent ${clause(subject, way, edge, level)}`,
    claim: 'silent',
    ...staged(subject, [level], (scene, standing) => scene.way(way, edge, standing)),
  })
  return [[(subject) => silent(subject, 'within'), (subject) => silent(subject, 'well')]]
}

/**
 * Where another way asks for the same over other windows: after a long time in which all was well, it shows when the windows of
 * this one are full enough.
 */
function suddenly(subject: Subject, way: Way, edge: Atom): readonly Sketch[] {
  const others = waysIn(subject).filter((other) => other !== way)
  if (!others.some(({ holds }) => holds.some((atom) => isAlike(atom, edge)))) return []
  return [
    [
      (subject) => ({
        kinds: ['fires'],
        title: `fires some time after it was well, ${clause(subject, way, edge, 'beyond')}`,
        claim: 'fires',
        ...staged(subject, ['well', 'beyond'], (scene, standing) => scene.way(way, edge, standing)),
      }),
    ],
  ]
}

/** `a or b` inside a value: `b` takes the place of an `a` that is not there. */
function withoutFallback(way: Way, edge: Atom): readonly Sketch[] {
  if (edge.asks !== 'value') return []
  return alternatives(edge.expr).flatMap(({ left, right }): readonly Sketch[] => {
    const [gone] = selectors(left)
    if (gone === undefined || isOfItself({ left, right })) return []
    return [
      [
        (subject) => ({
          kinds: ['fires'],
          title: `fires ${clause(subject, way, edge, 'beyond')} without ${gone.metric}`,
          claim: 'fires',
          ...staged(subject, ['beyond'], (scene, standing) => {
            scene.world.keepOut(gone)
            scene.way(way, edge, standing)
          }),
        }),
      ],
    ]
  })
}

interface Alternative {
  readonly left: Expr
  readonly right: Expr
}

/** `a > 0 or 0 * a + 5`: what stands in for a small `a` is made of it, so it needs the series all the same. */
const isOfItself = ({ left, right }: Alternative): boolean =>
  selectors(right).some(({ metric }) => selectors(left).some((other) => other.metric === metric))

function alternatives(expr: Expr): readonly Alternative[] {
  if (expr.is === 'paren' || expr.is === 'aggregation') return alternatives(expr.expr)
  if (expr.is !== 'binary') return []
  const { left, right } = expr
  return [...(expr.op === 'or' ? [{ left, right }] : []), ...alternatives(left), ...alternatives(right)]
}

/** No count is 0. */
const isCount = (guarded: Expr): boolean =>
  guarded.is === 'binary' && guarded.left.is === 'aggregation' && guarded.left.op === 'count'

/** Counters stand still, or there is nothing to have a share of. Too little of something has nothing to fear from that. */
function idle({ holds }: Way, edge: Atom): readonly Sketch[] {
  if (edge.asks !== 'value' || holds.some((atom) => atom.asks === 'absence')) return []
  const { expr } = edge
  const isOfMore = edge.value >= 0 && (edge.op === '>' || edge.op === '>=')
  if (isTraffic(expr)) {
    if (!isOfMore && !dividesGuarded(expr)) return []
    return [
      [
        (subject) => ({
          kinds: ['idle'],
          title: 'stays silent without traffic',
          claim: 'silent',
          ...staged(subject, ['well'], (scene) => scene.fill(expr, 0)),
        }),
      ],
    ]
  }
  if (!dividesGuarded(expr) || alternatives(expr.right).some(isOfItself) || isCount(expr.right)) return []
  const [whole] = selectors(expr.right)
  return [
    [
      (subject) => ({
        kinds: ['idle'],
        title: `stays silent where ${whole?.metric} is 0`,
        claim: 'silent',
        ...staged(subject, ['well'], (scene) => {
          // What is there first stays: a part may be made of the whole.
          if (isOfItself({ left: expr.right, right: expr.left })) scene.fill(expr.right, 0)
          scene.fill(expr.left, 1)
          scene.fill(expr.right, 0)
        }),
      }),
    ],
  ]
}

/** What keeps an alert silent: it does so, and no longer when its series are gone. */
function excepted(way: Way, edge: Atom): readonly Sketch[] {
  return way.fails.flatMap((atom): readonly Sketch[] => {
    if (atom.asks === 'absence') return []
    const others = { ...way, fails: way.fails.filter((other) => other !== atom) }
    return [
      [
        (subject) => ({
          kinds: ['absent'],
          title: `fires ${clause(subject, way, edge, 'beyond')} without ${subjectText(atom)}`,
          claim: 'fires',
          ...staged(subject, ['beyond'], (scene, standing) => scene.way(others, edge, standing)),
        }),
      ],
      [
        (subject) => ({
          kinds: ['healthy'],
          title: `stays silent ${clause(subject, way, edge, 'beyond')} while ${subjectText(atom)} grows`,
          claim: 'silent',
          ...staged(subject, ['beyond'], (scene, standing) => {
            scene.fill(atom.expr, 1)
            scene.way(others, edge, standing)
          }),
        }),
        (subject) => ({
          kinds: ['healthy'],
          title: `stays silent ${clause(subject, way, edge, 'beyond')} ${clause(subject, way, atom, 'beyond')}`,
          claim: 'silent',
          ...staged(subject, ['beyond'], (scene, standing) => {
            scene.atom(atom, standing)
            scene.way(others, edge, standing)
          }),
        }),
      ],
    ]
  })
}

/** What a rule says itself takes the place of what its series say. */
const ownLabels: readonly string[] = ['alertname', 'severity', 'component']

/** For each label that tells alerts apart: one value of it is bad, another is well. */
function alone({ ground }: Subject, { when: { labels } }: Arm, way: Way, edge: Atom): readonly Sketch[] {
  return labels
    .filter((label) => !ownLabels.includes(label) && canDiffer(ground, edge, label))
    .map(
      (label): Sketch => [
        (subject) => {
          const told = staged(subject, ['beyond'], (scene, standing) => {
            scene.way(way, edge, standing)
            scene.way(way, edge, standing.map(() => 'well' as const) as readonly unknown[] as Standing, { [label]: 1 })
          })
          const value = told.plans[0]?.labels[label]
          if (value === undefined) throw new Underivable(`${label} is no label of what is read first`)
          const title = `fires for ${label} ${value} alone, where another is well`
          return { kinds: ['alone'], title, claim: 'fires', only: { [label]: value }, ...told }
        },
      ],
    )
}

const withoutSeries = (subject: Subject): Draft => ({
  kinds: ['absent'],
  title: 'stays silent without any series',
  claim: 'silent',
  ...nothing(subject),
})

const healthy = (subject: Subject): Draft => ({
  kinds: ['healthy'],
  title: 'stays silent when all is well',
  claim: 'silent',
  ...staged(subject, ['well'], () => {}),
})
