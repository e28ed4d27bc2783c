import { type Costs, costsOf } from '../costs/costs.ts'
import type { Proposal } from '../costs/proposals.ts'
import { readDefinitions } from '../definitions/read.ts'
import type { TypeSource } from '../definitions/types/checker.ts'
import { Refused } from '../findings/problem.ts'
import { problemOf } from '../findings/render.ts'
import { resolve } from '../model/model.ts'
import { printDuration } from '../promql/duration.ts'
import { wrongIn } from '../wrong.ts'
import { projectRoot } from './paths.ts'
import { untyped } from './types.ts'

export interface CostsOptions {
  readonly isJson: boolean
  readonly types: TypeSource
}

/** Prints what dashboards and rules read, and which recording rules would save most of it. Throws `Refused`. */
export async function costs({ isJson, types }: CostsOptions): Promise<number> {
  const reading = await readDefinitions(projectRoot(), types)
  const { definitions, findings } = reading
  if (definitions === undefined || findings.length > 0) throw new Refused(wrongIn(reading).map(problemOf))
  if (types === 'none') console.error(untyped)
  const found = costsOf(resolve(definitions))
  console.log(isJson ? JSON.stringify(found, undefined, 2) : textOf(found))
  return 0
}

/** More proposals than these save little. */
const most = 10
/** More places of one proposal are counted only. */
const mostPlaces = 4

function textOf({ dashboards, groups, proposals }: Costs): string {
  const told = proposals.slice(0, most)
  return [
    'Samples that a refresh of each dashboard reads, with as many series as the catalog expects',
    ...table(
      ['', '1h', '24h', '7d', 'dearest panel, over 1h'],
      dashboards.map(({ title, samples, dearest }) => [
        title,
        ...Object.values(samples).map(amount),
        dearest === undefined ? '' : `${dearest.where.slice(title.length + ' › '.length)}: ${amount(dearest.samples)}`,
      ]),
    ),
    '',
    'Samples that rules read at each evaluation',
    ...table(
      ['', 'samples', 'every'],
      groups.map(({ name, samples, interval }) => [name, amount(samples), printDuration(interval * 1000)]),
    ),
    '',
    ...(told.length === 0
      ? ['No recording rule would save more than it costs.']
      : ['Recording rules that would save most; none is made by itself', ...told.flatMap(linesOf)]),
    ...(proposals.length > told.length ? [`and ${proposals.length - told.length} that save less`] : []),
  ].join('\n')
}

function linesOf(told: Proposal): readonly string[] {
  const { expr, command, series, reads, interval, saves, readers, group, following } = told
  const parts = [
    ...(saves.refresh > 0 ? [`${amount(saves.refresh)} samples of a refresh over 1h`] : []),
    ...(saves.evaluation > 0 ? [`${amount(saves.evaluation)} of an evaluation, in alerts/${group}.ts`] : []),
  ]
  return [
    `  ${expr}`,
    `    saves ${parts.join(' and ')}: ${listed(readers)}`,
    `    costs ${amount(series)} series and ${amount(reads)} samples every ${printDuration(interval * 1000)}`,
    ...(command === undefined ? [] : [`    npm run new -- ${command}`]),
    ...(following.length === 0 ? [] : [`    not for ${listed(following)}: their window follows the zoom`]),
  ]
}

const listed = (places: readonly string[]): string =>
  places.length > mostPlaces
    ? `${places.slice(0, mostPlaces - 1).join('; ')} and ${places.length - mostPlaces + 1} more`
    : places.join('; ')

/** `6,157`, `61.6 k` or `6.16 M`. */
function amount(count: number): string {
  if (count < 10_000) return grouped(Math.round(count))
  if (count < 999_500) return `${Number((count / 1_000).toPrecision(3))} k`
  return `${grouped(Number((count / 1_000_000).toPrecision(3)))} M`
}

const grouped = (count: number): string =>
  String(count).replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))

/** Names and sentences are flush left, figures right. */
const isText = (at: number, head: readonly string[]): boolean => at === 0 || (head[at] ?? '').includes(' ')

/** Columns, with a head. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [head, ...rows]
  const widths = head.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  return all.map((row) =>
    row
      .map((cell, at) => (isText(at, head) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('   ')
      .trimEnd(),
  )
}
