import type { AlertRule } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import type { Check, Finding } from '../check.ts'
import { type Comparison, waysToHold } from '../support/comparisons.ts'
import { inferenceOf } from '../support/inference.ts'
import { alertsOf, type Evaluated } from '../support/rules.ts'
import { inline, onlyWindow, textButWindows } from '../support/shape.ts'
import { isShare } from '../support/share.ts'
import { inWords } from '../support/windows.ts'

export const nestedWindows: Check = {
  id: 'nested-windows',
  severity: 'error',
  covers: ['R09'],
  isLocal: true,
  about:
    'A share that must be high over a short window and low over a long one meets both for a limited time. If a share e begins at once, the short window wS is above a after a·wS/e seconds, and the long window wL stays below b until b·wL/e: the condition holds for (b·wL − a·wS)/e seconds, which must reach the time that the alert waits and one evaluation, also when everything fails (e = 1). It judges pairs of the same share, recording rules included, in any place where both must hold.',
  run: (subject) =>
    alertsOf(subject).flatMap((alert) =>
      waysToHold(alert.rule.query.expr).flatMap((way) => pairs(subject, alert, way)),
    ),
}

function pairs(subject: Subject, alert: Evaluated<AlertRule>, way: readonly Comparison[]): readonly Finding[] {
  const { of } = inferenceOf(subject, alert.rule.query)
  const shares = way
    .filter(({ measured }) => isShare(of(measured)))
    .map((comparison) => ({ ...comparison, measured: inline(subject, comparison.measured) }))
  return shares
    .filter(({ op }) => op === '>' || op === '>=')
    .flatMap((short) =>
      shares
        .filter(({ op, measured }) => op.startsWith('<') && textButWindows(measured) === textButWindows(short.measured))
        .flatMap((long) => judge(alert, short, long)),
    )
}

function judge({ rule, interval = 0 }: Evaluated<AlertRule>, short: Comparison, long: Comparison): readonly Finding[] {
  const wS = onlyWindow(short.measured)
  const wL = onlyWindow(long.measured)
  if (wS === undefined || wL === undefined || wS >= wL) return []
  const holds = Math.max(0, long.limit * wL - short.limit * wS)
  if (holds >= rule.for + interval) return []
  const waits = rule.for === 0 ? `it is evaluated every ${inWords(interval)}` : `the alert waits ${inWords(rule.for)}`
  return [
    {
      place: rule.place,
      query: { ...rule.query, culprit: long.node },
      what: `For a share of 100% the condition holds for ${inWords(holds)} (from ${inWords(short.limit * wS)}, when the ${inWords(wS)} are above ${short.limit}, to ${inWords(long.limit * wL)}, when the ${inWords(wL)} are no longer below ${long.limit}), and ${waits}.`,
      next: 'Drop the limit on the long window, or let that window end before the short one begins: `offset`.',
    },
  ]
}
