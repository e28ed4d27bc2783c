import { printDuration } from '../promql/duration.ts'
import { plain } from '../witness/humanize.ts'
import type { Plan, Run } from '../witness/plan.ts'
import type { Clock } from '../witness/time.ts'
import { amount } from './amount.ts'
import type { CourseOfRule, State } from './course.ts'
import type { Explanation } from './explain.ts'
import { withoutQuiet } from './quiet.ts'

/** Of a terminal; a longer course shows every second evaluation, or every third. */
const columns = 60
const rows = 5

const letters: Readonly<Record<State, string>> = { inactive: '·', pending: 'p', firing: 'F', resolved: 'r' }

/** What the letters below a drawing stand for. */
export const legend = '· inactive, p pending, F firing, r resolved'

/** What an alert is over time, and how its line is called. */
interface Band {
  readonly label: string
  readonly course: CourseOfRule
}

/** A course as lines, without a long quiet beginning: the value over time against its threshold, and what the alert is, or what each of several is. */
export function drawingOf(
  whole: CourseOfRule,
  limit: Explanation['limit'],
  bands: readonly Band[] = [{ label: 'state', course: whole }],
): readonly string[] {
  const course = withoutQuiet(whole)
  const begin = course[0]?.at ?? 0
  const every = Math.max(1, Math.ceil(course.length / columns))
  const sparse = (all: CourseOfRule): CourseOfRule =>
    all.filter(({ at }) => at >= begin).filter((_, at) => at % every === 0)
  const shown = sparse(course)
  const values = shown
    .map(({ value }) => value)
    .map((value) => (value !== undefined && Number.isFinite(value) ? value : undefined))
  const known = values.filter((value) => value !== undefined)
  const chart = known.length === 0 ? [] : chartOf(values, limit)
  const width = Math.max(...[...chart, ...bands].map(({ label }) => label.length))
  const start = begin === 0 ? '0' : printDuration(begin)
  const end = printDuration(shown.at(-1)?.at ?? 0)
  return [
    ...chart.map(({ label, line }) => `${label.padStart(width)} │${line.trimEnd()}`),
    ...bands.map((band) => {
      const states = sparse(band.course).map(({ state }) => letters[state])
      return `${band.label.padStart(width)} │${states.join('')}`
    }),
    `${''.padStart(width)}  ${start}${end.padStart(Math.max(end.length + 1, shown.length - start.length))}`,
  ]
}

interface Row {
  readonly label: string
  readonly line: string
}

function chartOf(values: readonly (number | undefined)[], limit: Explanation['limit']): readonly Row[] {
  const known = values.filter((value) => value !== undefined)
  const said = (value: number): string => amount(Number(value.toPrecision(5)), limit?.unit)
  const threshold = limit !== undefined && Number.isFinite(limit.value) ? limit.value : undefined
  const all = threshold === undefined ? known : [...known, threshold]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const exactly = (value: number) => (high === low ? 0 : Math.round(((value - low) / (high - low)) * (rows - 1)))
  const line = threshold === undefined ? undefined : exactly(threshold)
  // What is beside the threshold by a little is drawn beside it.
  const rowOf = (value: number) => {
    const row = exactly(value)
    if (line === undefined || threshold === undefined || row !== line || value === threshold) return row
    return value > threshold ? row + 1 : row - 1
  }
  const placed = values.map((value) => (value === undefined ? undefined : rowOf(value)))
  const used = placed.filter((row) => row !== undefined)
  const [bottom, top] = [Math.min(...used, line ?? rows), Math.max(...used, line ?? 0)]
  return Array.from({ length: top - bottom + 1 }, (_, at) => {
    const row = top - at
    const isLine = row === line
    const first = values[placed.indexOf(row)]
    const label =
      isLine && limit !== undefined ? `${limit.op} ${said(limit.value)}` : first === undefined ? '' : said(first)
    return { label, line: placed.map((each) => (each === row ? '●' : isLine ? '┄' : ' ')).join('') }
  })
}

const short = (value: number): string => plain(Number(value.toPrecision(5)))

/** More say no more. */
const mostRuns = 4

/** A series in words: `up{job="node"}  1 for 2m, then 0 for 10m`. */
export function seriesText({ name, runs }: Plan, { spacing }: Clock): string {
  const told = runs.filter(({ samples }) => samples > 0).map((run) => runText(run, spacing))
  const more = told.length > mostRuns ? `, and ${told.length - mostRuns} more changes` : ''
  return `${name}  ${told.slice(0, mostRuns).join(', then ')}${more}`
}

function runText({ samples, from, step, isEnd }: Run, spacing: number): string {
  const lasting = printDuration(Math.round((samples * spacing) / 1000) * 1000)
  if (isEnd) return samples === 1 ? 'it ends' : `it ends for ${lasting}`
  if (from === undefined) return `nothing for ${lasting}`
  if (step === 0 || samples === 1) return `${short(from)} for ${lasting}`
  return `from ${short(from)} ${step < 0 ? 'down' : 'up'} by ${short(Math.abs(step))} with each scrape for ${lasting}`
}
