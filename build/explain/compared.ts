import type { AlertRule } from '../documents/views.ts'
import { type CourseOfRule, courseOf } from './course.ts'
import { drawingOf } from './drawing.ts'
import { type Around, explain } from './explain.ts'

/**
 * What two versions of an alert make of the same series, as lines; nothing where no series were found that tell them apart.
 * Never throws for what a rule says.
 */
export function comparedLines(before: AlertRule, after: AlertRule, around: Around): readonly string[] {
  const told = [before, after].map((rule) => explain(rule, around))
  const scenes = told.flatMap(({ fires, limit }, at) => {
    if (fires === undefined) return []
    const [old = [], now = []] = [before, after].map((rule) =>
      courseOf(waitsOf(rule), undefined, fires.plans, fires.clock, fires.length),
    )
    return statesOf(old) === statesOf(now) ? [] : [{ fires, limit, old, now, when: at === 0 ? 'Before' : 'Now' }]
  })
  // Where only the wait differs both fire, at different times; otherwise best one of them alone.
  const isWait = before.query.text === after.query.text
  const scene = scenes.find(({ old, now }) => (isFiring(old) === isFiring(now)) === isWait) ?? scenes[0]
  if (scene === undefined) return []
  const { fires, limit, old, now, when } = scene
  const bands = [
    { label: 'before', course: old },
    { label: 'now', course: now },
  ]
  return [`${when}, it ${fires.title}:`, ...drawingOf(fires.course, limit, bands)]
}

const waitsOf = ({ query, for: hold, keepFiringFor }: AlertRule) => ({
  expr: query.expr,
  for: hold * 1000,
  keepFiringFor: keepFiringFor * 1000,
})

const statesOf = (course: CourseOfRule): string => course.map(({ state }) => state).join(' ')

const isFiring = (course: CourseOfRule): boolean => course.some(({ state }) => state === 'firing')
