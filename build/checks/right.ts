import type { Query } from '../documents/views.ts'
import type { Kept } from '../kept.ts'
import type { Subject } from '../model/subject.ts'
import { inferenceOf } from './support/inference.ts'
import { alertsOf, rulesOf } from './support/rules.ts'

/**
 * All that decides what the checks of one file find in a part of our own definitions, as plain data: the part, and of the
 * whole what any query may mean by it.
 */
export const decidingOn = ({ ruleFiles, dashboards, whole }: Subject, kept: Kept): unknown => ({
  around: whole && around(whole, kept),
  ruleFiles: ruleFiles.map(({ file, groups }) => ({
    file,
    groups: groups.map(({ rules, ...group }) => ({ ...group, rules: rules.map(asText) })),
  })),
  dashboards: dashboards.map(({ panels, annotations, ...dashboard }) => ({
    ...dashboard,
    annotations: annotations.map(({ expr: _, ...annotation }) => annotation),
    // The JSON of a panel stands in that of its dashboard.
    panels: panels.map(({ json: _, targets, ...panel }) => ({ ...panel, targets: targets.map(asText) })),
  })),
})

/** A query's text says all of it, in fewer letters than its tree. */
const asText = <T extends { readonly query: Query | undefined }>({ query, ...rest }: T) => ({
  ...rest,
  query: query?.text,
})

const known = new WeakMap<Subject, string>()

/** The hash of the catalog, the settings, and what rules answer that others read. */
function around(whole: Subject, kept: Kept): string {
  const hash = known.get(whole) ?? kept.short(surroundings(whole))
  known.set(whole, hash)
  return hash
}

function surroundings(whole: Subject): unknown {
  const { catalog, scraping, notification, compose, provisioning, version, server, house, unjudged } = whole
  return {
    ...{ own: catalog.own, scraping, notification, compose, provisioning, version, server, house, unjudged },
    recorded: rulesOf(whole).flatMap(({ rule, interval }) =>
      rule.kind === 'recording' ? { ...asText(rule), interval } : [],
    ),
    // Who reads ALERTS meets their names and labels.
    alerts: alertsOf(whole).map(({ rule: { name, labels, query } }) => {
      const { must, may, lacks, open } = inferenceOf(whole, query).value.labels
      return { name, labels, must, may, lacks, open }
    }),
  }
}
