import { selectors } from '../promql/rewrite.ts'
import type { Expr } from '../promql/tree.ts'
import { standsText, subjectText } from './describe.ts'
import { type Arm, type Draft, nothing, type Subject, staged, waysIn } from './draft.ts'
import { dividesGuarded, isTraffic } from './levels.ts'
import type { Standing } from './scene.ts'
import type { Atom, Way } from './ways.ts'

/** Every witness that applies to an alert; which that are follows from its class and its conditions. Throws `Underivable`. */
export function draftsOf(subject: Subject): readonly Draft[] {
  if (subject.class === 'always')
    return [{ kinds: ['fires', 'absent'], title: 'fires on an empty server', claim: 'always', ...nothing(subject) }]
  return [
    ...subject.arms.flatMap((arm) => arm.ways.flatMap((way) => draftsOfWay(subject, arm, way))),
    subject.class === 'threshold' ? withoutSeries(subject) : healthy(subject),
  ]
}

const draftsOfWay = (subject: Subject, arm: Arm, way: Way): readonly Draft[] => {
  const [first, ...others] = way.holds
  if (first === undefined) return []
  return [
    firing(subject, way, first),
    ...others.map((edge) => alsoNeeded(subject, way, edge)),
    ...[first, ...others].flatMap((edge) => notQuite(subject, way, edge)),
    ...withoutFallback(subject, way, first),
    ...idle(subject, way, first),
    ...excepted(subject, way, first),
    ...alone(subject, arm, way, first),
  ]
}

const clause = (subject: Subject, way: Way, edge: Atom, level: Standing[0]): string => {
  const isMain = waysIn(subject).length === 1 && edge === way.holds[0]
  return standsText(subject.ground, edge, level, isMain ? subject.arms[0]?.when.unit : undefined)
}

function firing(subject: Subject, way: Way, edge: Atom): Draft {
  const [bad, good] = (['beyond', 'well'] as const).map((level) => clause(subject, way, edge, level))
  return {
    kinds: [edge.asks === 'absence' ? 'absent' : 'fires', 'resolves'],
    title: `fires ${bad}, and resolves ${good}`,
    claim: 'resolves',
    ...staged(subject, ['beyond', 'well'], (scene) => scene.way(way, edge, ['beyond', 'well'])),
  }
}

const alsoNeeded = (subject: Subject, way: Way, edge: Atom): Draft => ({
  kinds: ['fires'],
  title: `fires ${clause(subject, way, edge, 'beyond')}`,
  claim: 'fires',
  ...staged(subject, ['beyond'], (scene) => scene.way(way, edge, ['beyond'])),
})

function notQuite(subject: Subject, way: Way, edge: Atom): readonly Draft[] {
  if (edge.asks === 'absence') return []
  const kind = subject.class === 'liveness' || edge.op === '==' ? 'healthy' : 'just under'
  const title = `stays silent ${clause(subject, way, edge, 'within')}`
  return [
    {
      kinds: [kind],
      title,
      claim: 'silent',
      ...staged(subject, ['within'], (scene) => scene.way(way, edge, ['within'])),
    },
  ]
}

/** `a or b` inside a value: `b` takes the place of an `a` that is not there. */
function withoutFallback(subject: Subject, way: Way, edge: Atom): readonly Draft[] {
  if (edge.asks === 'absence') return []
  return alternatives(edge.expr).flatMap(({ left, right }): readonly Draft[] => {
    const [gone] = selectors(left)
    if (gone === undefined || isOfItself({ left, right })) return []
    const title = `fires ${clause(subject, way, edge, 'beyond')} without ${gone.metric}`
    const told = staged(subject, ['beyond'], (scene) => {
      scene.world.keepOut(gone)
      scene.way(way, edge, ['beyond'])
    })
    return [{ kinds: ['fires'], title, claim: 'fires', ...told }]
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

/** Counters stand still, or there is nothing to have a share of. */
function idle(subject: Subject, { holds }: Way, edge: Atom): readonly Draft[] {
  if (edge.asks === 'absence' || holds.some((atom) => atom.asks === 'absence')) return []
  const { expr } = edge
  if (isTraffic(expr)) {
    const told = staged(subject, ['well'], (scene) => scene.fill(expr, 0))
    return [{ kinds: ['idle'], title: 'stays silent without traffic', claim: 'silent', ...told }]
  }
  if (!dividesGuarded(expr) || alternatives(expr.right).some(isOfItself)) return []
  const [whole] = selectors(expr.right)
  const told = staged(subject, ['well'], (scene) => {
    scene.fill(expr.left, 1)
    scene.fill(expr.right, 0)
  })
  return [{ kinds: ['idle'], title: `stays silent where ${whole?.metric} is 0`, claim: 'silent', ...told }]
}

/** What keeps an alert silent: it does so, and no longer when its series are gone. */
function excepted(subject: Subject, way: Way, edge: Atom): readonly Draft[] {
  return way.fails.flatMap((atom): readonly Draft[] => {
    if (atom.asks === 'absence') return []
    const others = { ...way, fails: way.fails.filter((other) => other !== atom) }
    const bad = clause(subject, way, edge, 'beyond')
    const gone = staged(subject, ['beyond'], (scene) => scene.way(others, edge, ['beyond']))
    const goesOn = staged(subject, ['beyond'], (scene) => {
      scene.fill(atom.expr, 1)
      scene.way(others, edge, ['beyond'])
    })
    return [
      { kinds: ['absent'], title: `fires ${bad} without ${subjectText(atom)}`, claim: 'fires', ...gone },
      { kinds: ['healthy'], title: `stays silent ${bad} while ${subjectText(atom)} grows`, claim: 'silent', ...goesOn },
    ]
  })
}

/** For each label that tells alerts apart: one value of it is bad, another is well. */
function alone(subject: Subject, { when: { labels } }: Arm, way: Way, edge: Atom): readonly Draft[] {
  return labels.flatMap((label): readonly Draft[] => {
    let canDiffer = false
    const told = staged(subject, ['beyond'], (scene) => {
      canDiffer = scene.canDiffer(edge, label)
      if (!canDiffer) return
      scene.way(way, edge, ['beyond'])
      scene.way(way, edge, ['well'], { [label]: 1 })
    })
    const value = told.plans[0]?.labels[label]
    if (!canDiffer || value === undefined) return []
    const title = `fires for ${label} ${value} alone, where another is well`
    return [{ kinds: ['alone'], title, claim: 'fires', only: { [label]: value }, ...told }]
  })
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
