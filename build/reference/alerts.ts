import type { Model, RuleGroup } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { printLine } from '../promql/print.ts'
import { panelLink } from '../targets/links.ts'
import { code, page, plain, table } from '../targets/markdown.ts'

/** Every alert on one page: how bad, for whom, when, and where to read on. */
export const alertsPage = (model: Model): Artifact =>
  page('alerts', 'Alerts', 'alerts/*.ts', [
    'Each rule, with the runbook behind its name.',
    ...model.groups.flatMap(({ name, file, alerts, recordings }) => [
      `## ${name}`,
      `From ${code(file)}.`,
      ...(recordings.length === 0
        ? []
        : [
            table(
              ['Recording rule', 'Computes'],
              recordings.map((rule) => [code(rule.name), code(printLine(rule.computed))]),
            ),
          ]),
      table(
        ['Alert', 'Severity', 'Component', 'For', 'Fires when', 'Panel'],
        alerts.flatMap((alert) =>
          alert.arms.map(({ when, severity, component }) => [
            `[${alert.name}](../runbooks/${alert.name}.md)`,
            severity.name,
            component,
            alert.for ?? 'at once',
            code(printLine(when.expr)),
            plain(panelLink(model, alert)?.title ?? ''),
          ]),
        ),
      ),
    ]),
    ...unprovenIn(model.groups),
  ])

/** The alerts that nobody has seen fire and stay silent, each with the reason why that will do. */
function unprovenIn(groups: readonly RuleGroup[]): readonly string[] {
  const unproven = groups
    .flatMap(({ alerts }) => alerts)
    .flatMap(({ name, unproven: reason }) => (reason === undefined ? [] : [[code(name), plain(reason)]]))
  return unproven.length === 0 ? [] : ['## Unproven', table(['Alert', 'Why that will do'], unproven)]
}
