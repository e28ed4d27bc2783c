import { diffTokens } from '../../../build/diff/promql/tokens.ts'
import type { Definitions } from '../../../build/model/load.ts'
import { print, printLine } from '../../../build/promql/print.ts'
import { selectors } from '../../../build/promql/rewrite.ts'
import type { Expr } from '../../../build/promql/tree.ts'
import { bullets } from '../bullets.ts'
import { isSame, meaning, overAnyWindow, wanted } from '../meaning.ts'
import { queries } from '../queries.ts'
import { cited } from '../source.ts'
import { panelsIn } from './panels.ts'

/** Which bullets of the specification's dashboards no panel answers, in sentences. Titles count for nothing. */
export const breachesOfBullets = ({ dashboards }: Definitions): readonly string[] =>
  Object.entries(bullets).flatMap(([name, asked]) => {
    const shown = dashboards.filter((each) => each.name === name).flatMap(({ value }) => panelsIn(value))
    const answers = ofAnyWindow(shown.flatMap(({ targets }) => targets))
    return Object.entries(asked).flatMap(([says, answer]) =>
      answer.flatMap((query) => {
        const what = unanswered(query, answers)
        return what === undefined ? [] : [`dashboards/${name}.ts: ${cited({ says })}, and no panel ${what}.`]
      }),
    )
  })

/** Which of the common queries nobody asks, in sentences: neither a query that is exported nor a panel. */
export function breachesOfQueries({ queries: exported, dashboards }: Definitions): readonly string[] {
  const shown = dashboards.flatMap(({ value }) => panelsIn(value)).flatMap(({ targets }) => targets)
  const asked = ofAnyWindow([...exported.map(({ value }) => value), ...shown])
  return queries.flatMap((query) => {
    const what = unanswered(query.asks, asked)
    const metric = selectors(wanted(query.asks))[0]?.metric ?? ''
    const files = [...new Set(exported.filter(({ value }) => reads(value.expr, metric)).map(({ file }) => file))]
    return what === undefined ? [] : [`${files.join(', ') || 'queries'}: ${cited(query)}, and no query ${what}.`]
  })
}

const ofAnyWindow = (queries: readonly { readonly expr: Expr }[]): readonly Expr[] =>
  queries.map(({ expr }) => overAnyWindow(meaning(expr)))

/** `asks A; the nearest asks B`, or `undefined` where one does. */
function unanswered(query: string, among: readonly Expr[]): string | undefined {
  const due = wanted(query)
  if (among.some((expr) => isSame(expr, due))) return undefined
  const near = nearest(due, among)
  return `asks ${printLine(due)}${near ? `; the nearest asks ${printLine(near)}` : ''}`
}

/** Of the queries that read the same metrics the one that differs in the fewest words. */
function nearest(due: Expr, among: readonly Expr[]): Expr | undefined {
  const apart = (expr: Expr) => diffTokens(printLine(due), printLine(expr)).filter(({ is }) => is !== 'same').length
  const similar = among.filter((expr) => metrics(expr) === metrics(due))
  return similar.map((expr) => ({ expr, apart: apart(expr) })).toSorted((a, b) => a.apart - b.apart)[0]?.expr
}

const metrics = (expr: Expr): string => [...new Set(selectors(expr).map(({ metric }) => metric))].sort().join()
const reads = (expr: Expr, metric: string): boolean => print(expr).includes(metric)
