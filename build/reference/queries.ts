import type { Model } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { print } from '../promql/print.ts'
import { code, page, promql } from '../targets/markdown.ts'

/** Every named query: what it measures, by which labels, and its PromQL. */
export function queriesPage({ queries }: Model): Artifact {
  const files = [...new Set(queries.map(({ file }) => file))]
  return page('queries', 'Queries', 'queries/*.ts', [
    'What is asked of the metrics. A window of `$__rate_interval` is open: a panel, an alert or a recording rule closes it.',
    ...files.flatMap((file) => [
      `## ${file}`,
      ...queries
        .filter((query) => query.file === file)
        .map(({ name, value }) =>
          [
            `### ${name}`,
            `In ${code(value.unit)}, ${value.labels.length === 0 ? 'one series' : `by ${value.labels.map(code).join(', ')}`}.`,
            promql(print(value.expr)),
          ].join('\n\n'),
        ),
    ]),
  ])
}
