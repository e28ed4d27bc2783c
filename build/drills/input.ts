import { hashOfTexts } from '../cache.js'
import type { Drill } from '../language/drill.ts'
import type { AnyMetric } from '../language/metric.ts'
import { usualLevels } from '../language/severity.ts'
import type { Model } from '../model/model.ts'
import { levelsOf } from '../model/severities.ts'
import { printLine } from '../promql/print.ts'
import { alertmanagerConfig } from '../targets/alertmanager.ts'
import { type GroupRule, rulesOf } from './rules.ts'
import { isConcerned, namesTouched } from './touched.ts'

/** A hash of a drill and of everything in the definitions that decides what comes of it; the healthy world is the compiler's. */
export function inputs(model: Model): (drill: Drill) => string {
  const rules = rulesOf(model)
  const { stack } = model
  const others = JSON.stringify([
    alertmanagerConfig(stack, model.groups, model.jobs),
    stack.scrape.interval,
    stack.evaluationInterval,
    ...levelsOf(model.groups).filter((level) => !usualLevels.includes(level)),
  ])
  const texts = new Map(rules.map((rule) => [rule, textOf(rule)]))
  return (drill) => {
    const touched = namesTouched(drill.happens, model)
    const concerned = rules.filter(({ names }) => isConcerned(names, touched))
    return hashOfTexts(JSON.stringify(plain(drill)), others, ...concerned.map((rule) => texts.get(rule) ?? '')).slice(
      0,
      16,
    )
  }
}

const textOf = ({ group, expr, for: hold, keepFiringFor, labels, recordings }: GroupRule): string =>
  JSON.stringify([
    [group, printLine(expr), hold, keepFiringFor, labels],
    recordings.map((each) => [each.record, printLine(each.expr), each.labels]),
  ])

/** A drill as data: of metrics and alerts what tells them apart. */
const plain = ({ expects, happens, ...rest }: Drill): unknown => ({
  ...rest,
  expects: {
    ...expects,
    noticed: expects.noticed && { ...expects.noticed, by: expects.noticed.by.map(({ name }) => name) },
  },
  happens: happens.map((touch) => ('metric' in touch ? { ...touch, metric: named(touch.metric) } : touch)),
})

const named = ({ name, matchers }: AnyMetric): unknown => ({ name, matchers })
