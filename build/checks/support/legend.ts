import type { Panel, Target } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'

/** A legend's template beside the query whose series it names. */
export interface Legend {
  readonly panel: Panel
  readonly target: Target & { readonly query: NonNullable<Target['query']> }
  /** The labels that it mentions, with their place in the legend. */
  readonly labels: readonly { readonly name: string; readonly from: number; readonly to: number }[]
}

/** Every legend that is written; a table names its columns otherwise. */
export const legendsOf = ({ dashboards }: Pick<Subject, 'dashboards'>): readonly Legend[] =>
  dashboards.flatMap(({ panels }) =>
    panels.flatMap((panel) =>
      panel.targets.flatMap((target) => {
        const { query, legend, format } = target
        if (query === undefined || legend === '' || legend === '__auto' || format === 'table') return []
        return [{ panel, target: { ...target, query }, labels: labelsIn(legend) }]
      }),
    ),
  )

/** The labels that a legend, or the text of an annotation, mentions as `{{label}}`. Of empty braces Grafana makes nothing. */
export const labelsIn = (legend: string): Legend['labels'] =>
  [...legend.matchAll(/\{\{\s*([^{}\s][^{}]*)\}\}/g)].map(({ 0: found, 1: name = '', index }) => ({
    // A name with a dot is in quotes, as PromQL has it.
    name: name.trim().replace(/^"(.*)"$/, '$1'),
    from: index,
    to: index + found.length,
  }))
