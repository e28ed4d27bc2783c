import type { AlertRule, Panel } from '../../documents/views.ts'
import type { Check, Finding } from '../check.ts'
import { alertRulesOf } from '../support/alert-texts.ts'

export const thresholdDirection: Check = {
  id: 'threshold-direction',
  severity: 'error',
  covers: ['U06'],
  about:
    'A panel turns red on the side on which its alert fires: green, orange, red where more is worse, the other way round where less is. With the colours the wrong way round the dashboard calms while the pager rings. Only panels that name their alert can be judged.',
  run: (subject) => {
    const alerts = new Map(alertRulesOf(subject).map((alert) => [alert.name, alert]))
    return subject.dashboards.flatMap(({ panels }) =>
      panels.flatMap((panel) => {
        const alert = panel.alert === undefined ? undefined : alerts.get(panel.alert)
        return alert === undefined ? [] : inverted(panel, alert)
      }),
    )
  },
}

const isBad = (color: string): boolean => /red|orange|#(?:f2495c|e02f44|c4162a|d44a3a|ff9830)/i.test(color)
const isGood = (color: string): boolean => /green|#(?:73bf69|37872d|299c46)/i.test(color)

function inverted({ place, thresholds, alert }: Panel, { query: { expr } }: AlertRule): readonly Finding[] {
  const lowest = thresholds[0]?.color
  const highest = thresholds.at(-1)?.color
  if (thresholds.length < 2 || lowest === undefined || highest === undefined || expr.is !== 'binary') return []
  const isHighBad = expr.op === '>' || expr.op === '>='
  const isLowBad = expr.op === '<' || expr.op === '<='
  const wrong = (isHighBad && isBad(lowest) && isGood(highest)) || (isLowBad && isGood(lowest) && isBad(highest))
  if (!wrong) return []
  return [
    {
      place,
      what: `The colours go from ${lowest} to ${highest}, and ${alert} fires when the value is ${isHighBad ? 'high' : 'low'}.`,
      next: 'Turn the colours around.',
    },
  ]
}
