import { pairDashboards } from '../../diff/compare/pairs.ts'
import { compare } from '../../diff/compare.ts'
import { type DashboardView, readDashboard } from '../../diff/read/dashboard.ts'
import type { PlacedDashboard } from '../../model/model.ts'
import type { Subject } from '../../model/subject.ts'
import { printable } from '../client/printable.ts'
import { codeOf } from './take-back.ts'

/** One of our dashboards, as it is defined and as it is generated. */
export interface Ours {
  readonly placed: PlacedDashboard
  readonly view: DashboardView
}

/** How what Grafana shows differs from what is generated, then the lines that would say so in code; empty if it does not. */
export function driftOf(
  { placed, view: generated }: Ours,
  stored: Readonly<Record<string, unknown>>,
  subject: Subject,
): readonly string[] {
  const shown = readDashboard(generated.file, stored)
  const version = (dashboard: DashboardView) => ({ dashboards: [dashboard], groups: [], configs: [], documents: [] })
  const changes = compare(version(generated), version(shown)).map(({ what }) => what)
  const code = pairDashboards([generated], [shown]).pairs.flatMap((pair) => codeOf(pair, subject))
  const lines = code.length === 0 ? changes : [...changes, `Lines for ${placed.file}:`, ...code]
  return lines.map((line) => printable(line, 1000))
}
