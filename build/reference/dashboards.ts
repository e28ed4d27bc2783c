import type { PlacedPanel } from '../model/layout.ts'
import type { Model } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { print } from '../promql/print.ts'
import { code, page, plain, promql } from '../targets/markdown.ts'

/** Every dashboard: the question it answers, and each panel with its queries. */
export const dashboardsPage = ({ dashboards }: Model): Artifact =>
  page('dashboards', 'Dashboards', 'dashboards/*.ts', [
    'What each dashboard shows, in reading order.',
    ...dashboards.flatMap(({ title, asks, filters, name, rows }) => [
      `## ${title}`,
      `${plain(asks)} ([JSON](../grafana-dashboards/${name}.json))`,
      ...(filters.length === 0 ? [] : [`Narrowed by ${filters.map(({ label }) => label).join(', ')}.`]),
      ...rows.flatMap((row) => [`### ${row.title} (${title})`, ...row.panels.map(panel)]),
    ]),
  ])

const panel = ({ title, description, type, unit, targets, alert, written }: PlacedPanel): string =>
  [
    `**${plain(title)}** (${written === undefined ? `${code(type)}, ${unit}` : code(String(written.type))}). ${plain(description)}${alert === undefined ? '' : ` Alert: [${alert.name}](../runbooks/${alert.name}.md).`}`,
    ...targets.map(({ expr }) => promql(print(expr))),
  ].join('\n\n')
