import { below } from '../../documents/values.ts'
import type { Panel } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { inferenceOf } from '../support/inference.ts'
import { alertsOf } from '../support/rules.ts'
import { showsThresholds } from '../support/shown-thresholds.ts'

export const thresholdScale: Check = {
  id: 'threshold-scale',
  severity: 'error',
  covers: ['U06'],
  about:
    "A panel's thresholds ascend and stand in the scale of its values. 70 on a share from 0 to 1 is never reached, and neither is anything above a histogram's last bucket; 0.7 of percent is always exceeded. Thresholds that are relative to the range of the panel are left alone, and so are those that no line, area or colour shows: Grafana writes 80 into every panel.",
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels
        .filter((panel) => showsThresholds(panel))
        .flatMap((panel) => [...unordered(panel), ...outOfScale(subject, panel)].slice(0, 1)),
    ),
}

const limitsOf = ({ thresholds }: Panel): readonly number[] => thresholds.flatMap(({ value }) => value ?? [])

function unordered(panel: Panel): readonly Finding[] {
  const limits = limitsOf(panel)
  const at = limits.findIndex((limit, i) => limit <= (limits[i - 1] ?? Number.NEGATIVE_INFINITY))
  if (at === -1) return []
  const isTwice = limits[at] === limits[at - 1]
  return [
    {
      place: panel.place,
      what: `The threshold ${limits[at]} comes after ${limits[at - 1]}, and Grafana takes the last one that a value reaches.`,
      next: isTwice ? 'Move one of the two, or remove it.' : 'Put the thresholds into ascending order.',
    },
  ]
}

/** Whether a threshold is that of the alert which the panel shows: there it is told. */
const isOfAlert = (subject: Subject, { alert }: Panel, threshold: number): boolean =>
  alert !== undefined &&
  alertsOf(subject).some(
    ({ rule: { name, query } }) =>
      name === alert && [...walk(query.expr)].some((node) => node.is === 'number' && node.value === threshold),
  )

function outOfScale(subject: Subject, panel: Panel): readonly Finding[] {
  const { place, unit, json, targets } = panel
  const limits = limitsOf(panel)
  const highest = limits.at(-1)
  // Percent of the range between min and max, whatever the unit.
  const isRelative = below(json, 'fieldConfig', 'defaults', 'thresholds', 'mode') === 'percentage'
  if (highest === undefined || isRelative || isOfAlert(subject, panel, highest)) return []
  if (unit === 'percentunit' && highest >= 10) {
    return [
      {
        place,
        what: `The threshold ${highest} stands on a share from 0 to 1, so it means ${highest * 100}%.`,
        next: `Write ${highest / 100}.`,
      },
    ]
  }
  // Of what should be rare, half a percent or one may be too much.
  if (unit === 'percent' && highest < 1 && highest > 0.5) {
    return [
      {
        place,
        what: `The threshold ${highest} stands on percent from 0 to 100, so it means ${highest}%.`,
        next: `Write ${highest * 100}, or show the share itself under percentunit.`,
      },
    ]
  }
  const domains = targets.map(({ query }) =>
    query === undefined ? undefined : inferenceOf(subject, query).value.domain,
  )
  const most = Math.max(...domains.map((domain) => domain?.max ?? Number.POSITIVE_INFINITY))
  // One step at 80 is what Grafana writes into every panel.
  const isUntouched = limits.length === 1 && highest === 80
  if (targets.length === 0 || isUntouched || !(highest > most)) return []
  return [
    {
      place,
      what: `The threshold ${highest} is never reached: the values are at most ${most}.`,
      next: `Choose one below ${most}, or remove it.`,
    },
  ]
}
