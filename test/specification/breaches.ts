import type { Definitions } from '../../build/model/load.ts'
import { breachesOfAlerts } from './compare/alerts.ts'
import { breachesOfBullets, breachesOfQueries } from './compare/answers.ts'
import { breachesOfCatalog } from './compare/catalog.ts'
import { breachesOfPanels } from './compare/panels.ts'
import { breachesOfStack } from './compare/stack.ts'

/** What holds each chapter of the specification: definitions in, sentences out. */
export const chapters: Readonly<Record<string, (definitions: Definitions) => readonly string[]>> = {
  'the catalog': breachesOfCatalog,
  'the common queries': breachesOfQueries,
  alerts: breachesOfAlerts,
  "the dashboards' bullets": breachesOfBullets,
  panels: breachesOfPanels,
  'settings, targets and notification': breachesOfStack,
}

/** Where definitions are not what the specification says. Each sentence names the definition, both values, and the line. */
export const breaches = (definitions: Definitions): readonly string[] =>
  Object.values(chapters).flatMap((breachesOf) => breachesOf(definitions))
