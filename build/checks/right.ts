import { hashOfTexts } from '../cache.js'
import type { Subject } from './subject.ts'
import { inferenceOf } from './support/inference.ts'
import { alertsOf, rulesOf } from './support/rules.ts'

/**
 * All that decides what the checks of one file find in a part of our own definitions, as plain data: the part, and of the
 * whole what any query may mean by it.
 */
export function decidingOn({ ruleFiles, dashboards, whole }: Subject): unknown {
  return {
    around: whole && around(whole),
    ruleFiles,
    // Panels stand in the JSON of their dashboard.
    dashboards: dashboards.map(({ panels, ...rest }) => ({
      ...rest,
      panels: panels.map(({ json: _, ...panel }) => panel),
    })),
  }
}

const known = new WeakMap<Subject, string>()

/** The hash of the catalog, the settings, and what rules answer that others read. */
function around(whole: Subject): string {
  const hash = known.get(whole) ?? hashOfTexts(JSON.stringify(surroundings(whole)))
  known.set(whole, hash)
  return hash
}

function surroundings(whole: Subject): unknown {
  const { catalog, scraping, notification, compose, provisioning, version, server, house, unjudged } = whole
  return {
    ...{ own: catalog.own, scraping, notification, compose, provisioning, version, server, house, unjudged },
    recorded: rulesOf(whole).filter(({ rule }) => rule.kind === 'recording'),
    // Who reads ALERTS meets their names and labels.
    alerts: alertsOf(whole).map(({ rule: { name, labels, query } }) => {
      const { must, may, lacks, open } = inferenceOf(whole, query).value.labels
      return { name, labels, must, may, lacks, open }
    }),
  }
}
