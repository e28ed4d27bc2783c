import { type Note, toYaml } from '../documents/yaml-text.ts'
import type { AnyAlert } from '../language/alert.ts'
import type { AnyRecording } from '../language/record.ts'
import { labelsOf } from '../language/slo/objective.ts'
import type { Model, RuleGroup } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { print } from '../promql/print.ts'
import { countImported } from './imported.ts'
import { panelLink, runbookUrl } from './links.ts'

/** One rule file for each group; recording rules stand before the alerts that read them. */
export const ruleFiles = (model: Model): readonly Artifact[] =>
  model.groups
    .filter((group) => group.recordings.length + group.alerts.length > 0)
    .map((group) => ({
      path: `alerts/${group.name}.yml`,
      text: toYaml({ groups: [groupOf(model, group)] }, group.file, excusesIn(group)),
    }))

/** What excuses a rule from a check, where anybody who checks the file looks for it. */
const excusesIn = ({ recordings, alerts }: RuleGroup): readonly Note[] =>
  alerts
    .flatMap((alert) => alert.arms.map(() => Object.entries(alert.waive)))
    .flatMap((waivers, at) => {
      const text = waivers.map(([check, reason]) => `check-ignore ${check}: ${reason}`).join('\n')
      return text === '' ? [] : [{ at: ['groups', '0', 'rules', String(recordings.length + at), 'expr'], text }]
    })

/** How many rules Prometheus will find in the rule files. */
export const countRules = ({ groups, imported }: Model): number =>
  countImported({ imported }) +
  groups.reduce((sum, { recordings, alerts }) => sum + recordings.length + alerts.flatMap(({ arms }) => arms).length, 0)

const groupOf = (model: Model, { name, interval, limit, queryOffset, recordings, alerts }: RuleGroup) => ({
  name,
  ...(interval && { interval }),
  ...(queryOffset && { query_offset: queryOffset }),
  ...(limit && { limit }),
  rules: [...recordings.map(recordingRule), ...alerts.flatMap((alert) => alertRules(model, alert))],
})

const recordingRule = ({ name, computed, marks }: AnyRecording) => ({
  record: name,
  expr: print(computed),
  ...(Object.keys(marks).length > 0 && { labels: marks }),
})

/** The rules of one alert, one for each arm. */
export function alertRules(model: Model, alert: AnyAlert) {
  const panel = panelLink(model, alert)
  const annotations = {
    summary: alert.summary,
    description: alert.description,
    runbook_url: alert.runbookUrl ?? runbookUrl(model.stack, alert.name),
    ...(panel && {
      dashboard_url: panel.url,
      __dashboardUid__: panel.uid,
      __panelId__: String(panel.panelId),
    }),
    ...alert.annotations,
  }
  return alert.arms.map(({ when, severity, component }) => ({
    alert: alert.name,
    expr: print(when.expr),
    ...(alert.for && { for: alert.for }),
    ...(alert.keepFiringFor && { keep_firing_for: alert.keepFiringFor }),
    labels: { severity: severity.name, component, ...labelsOf(alert.objective), ...alert.labels },
    annotations,
  }))
}
