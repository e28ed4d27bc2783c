import { chance, happen, seedOf } from '../data/noise.ts'
import type { AnyMetric } from '../language/metric.ts'
import type { When } from '../language/scenario.ts'
import type { Touch } from '../language/touch.ts'
import type { LabelSet } from '../promql/evaluate/series.ts'
import type { Line } from './line.ts'
import { isWithin, type Span, spansOf } from './spans.ts'
import type { World } from './world.ts'

/** When a drill begins and when it is over, in Unix milliseconds. */
export interface Stage {
  readonly zero: number
  readonly end: number
}

/** Does to a healthy world what happens in a drill. Where it says nothing of a series, nothing happens to it. */
export function happenIn(world: World, touches: readonly Touch[], stage: Stage): void {
  // First what is observed otherwise, since that is made anew; the others change what is there.
  const slow = (touch: Touch): boolean => touch.does === 'slow'
  for (const touch of [...touches.filter(slow), ...touches.filter((each) => !slow(each))]) apply(world, touch, stage)
}

function apply(world: World, touch: Touch, { zero, end }: Stage): void {
  const spans = 'span' in touch ? spansOf(touch.span, zero, end) : []
  switch (touch.does) {
    case 'stand':
      stand(world, touch, spansOf(touch, zero, end))
      break
    case 'grow':
      grow(world, touch, spans)
      break
    case 'begin':
      for (const line of found(world, touch.metric)) begin(world, line, spans)
      break
    case 'scale':
      each(world, touch.metric, (line) => scale(line, touch.times, spans))
      break
    case 'slow':
      each(world, touch.metric, (line) => replace(line, world.slowed(line, touch.times, spans)))
      break
    case 'flow':
      pour(world, touch, [{ from: zero, until: end }])
      break
    case 'pour':
      pour(world, touch, spans)
      break
    case 'turn':
      turn(world, touch, spans)
      break
    case 'count':
      count(world, touch.metric, momentsOf(touch.when, zero, end))
      break
    case 'observe':
      observe(world, touch.metric, touch.value, momentsOf(touch.when, zero, end))
      break
    case 'lack':
      each(world, touch.metric, (line) => lack(line, spans))
      break
    case 'lose':
      ofJob(world, touch.job, (line) => {
        const name = line.labels.__name__ ?? ''
        const isLeft = name === 'up' || touch.but.some((each) => name === each || name.startsWith(`${each}_`))
        if (!isLeft) lack(line, spans)
      })
      break
    case 'down':
      ofTarget(world, touch, (target) => target.down.push(...spans))
      break
    case 'vanish':
      ofTarget(world, touch, (target) => target.away.push(...spans))
      break
    case 'restart':
      ofTarget(world, touch, (target) => {
        const down = touch.span.every === undefined ? spans.slice(0, 1) : spans
        for (const { from } of down) {
          target.dead.push({ from, until: from + touch.downFor * 1000 })
          target.starts.push(from + touch.downFor * 1000)
        }
        target.starts.sort((a, b) => a - b)
      })
      break
    case 'join':
      ofTarget(world, touch, (target) => {
        target.starts.push(...spans.map(({ from }) => from))
        target.away.push(...outside(spans))
      })
      break
    case 'blind':
      world.blind.push(...spans)
      for (const line of world.lines) world.touch(line)
      break
    case 'deaf':
      break
  }
}

const each = (world: World, metric: AnyMetric, change: (line: Line) => void): void => {
  for (const line of world.of(metric)) {
    change(line)
    world.touch(line)
  }
}

const ofJob = (world: World, job: string, change: (line: Line) => void): void => {
  for (const line of world.lines.filter(({ target }) => target.job === job)) {
    change(line)
    world.touch(line)
  }
}

function ofTarget(
  world: World,
  { job, instance }: { readonly job: string; readonly instance?: string },
  change: (target: Line['target']) => void,
): void {
  const targets = world.targetsOf(job, instance)
  for (const target of targets) change(target)
  for (const line of world.lines) if (targets.includes(line.target)) world.touch(line)
}

const outside = (spans: readonly Span[]): readonly Span[] => {
  const edges = spans.flatMap(({ from, until }) => [from, until])
  const all = [Number.NEGATIVE_INFINITY, ...edges, Number.POSITIVE_INFINITY]
  return all.flatMap((from, at) => (at % 2 === 0 ? [{ from, until: all[at + 1] ?? Number.POSITIVE_INFINITY }] : []))
}

/** The labels that matchers say exactly. */
const said = ({ matchers }: AnyMetric): LabelSet =>
  Object.fromEntries(matchers.flatMap(({ label, op, value }) => (op === '=' ? [[label, value]] : [])))

/** The lines of a metric; where there is none, one is made. */
function found(world: World, metric: AnyMetric): readonly Line[] {
  const lines = world.of(metric)
  return lines.length > 0 ? lines : [world.lineWith(metric, metric.name, said(metric))]
}

function stand(world: World, { metric, value }: Touch & { does: 'stand' }, spans: readonly Span[]): void {
  for (const line of found(world, metric)) {
    line.target.times.forEach((time, at) => {
      if (isWithin(spans, time)) show(line, at, value)
    })
    world.touch(line)
  }
}

/** A gauge has a value at a scrape, and is there. */
function show(line: Line, at: number, value: number): void {
  line.steps[at] = value
  line.lacking[at] = false
}

function begin(world: World, line: Line, spans: readonly Span[]): void {
  line.target.times.forEach((time, at) => {
    const within = spans.find(({ from, until }) => time >= from && time < until)
    if (within !== undefined) show(line, at, within.from / 1000)
  })
  world.touch(line)
}

function grow(world: World, { metric, to }: Touch & { does: 'grow' }, spans: readonly Span[]): void {
  for (const line of found(world, metric)) {
    for (const { from, until } of spans) {
      const begins = line.target.times.findIndex((time) => time >= from)
      const first = line.steps[begins] ?? 0
      line.target.times.forEach((time, at) => {
        if (time < from || time >= until) return
        const value = first + ((to - first) * (time - from)) / (until - from)
        show(line, at, metric.unit === 'count' || metric.unit === 'bytes' ? Math.round(value) : value)
      })
    }
    world.touch(line)
  }
}

/** Without `le`, so that all buckets of a histogram have one luck. */
const luckOf = ({ labels }: Line): number => {
  const { le: _, __name__: name = '', ...rest } = labels
  return seedOf(`${name.replace(/_(?:bucket|count|sum)$/, '')} ${JSON.stringify(rest)} drill`)
}

function scale(line: Line, times: number, spans: readonly Span[]): void {
  const luck = luckOf(line)
  line.target.times.forEach((time, at) => {
    if (!isWithin(spans, time)) return
    const value = (line.steps[at] ?? 0) * times
    line.steps[at] = line.whole ? Math.floor(value + chance(luck, at)) : value
  })
}

function replace(line: Line, steps: readonly number[]): void {
  steps.forEach((step, at) => {
    line.steps[at] = step
  })
}

function lack(line: Line, spans: readonly Span[]): void {
  line.target.times.forEach((time, at) => {
    if (isWithin(spans, time)) line.lacking[at] = true
  })
}

function pour(world: World, { metric, perSecond }: Touch & { does: 'pour' | 'flow' }, spans: readonly Span[]): void {
  const lines = found(world, metric)
  for (const line of lines) {
    const luck = seedOf(`${JSON.stringify(line.labels)} poured`)
    line.target.times.forEach((time, at) => {
      if (!isWithin(spans, time)) return
      const seconds = (time - (line.target.times[at - 1] ?? time)) / 1000
      const expected = (perSecond / lines.length) * seconds
      const grown = line.whole ? happen(expected, luck, at) : expected
      line.steps[at] = (line.steps[at] ?? 0) + grown
      if (grown > 0) line.born = Math.min(line.born, at)
    })
    world.touch(line)
  }
}

function turn(world: World, { metric, share, labels }: Touch & { does: 'turn' }, spans: readonly Span[]): void {
  for (const line of world.of(metric)) {
    const { __name__: name = '', ...own } = line.labels
    const becomes = { ...own, ...labels }
    if (Object.entries(labels).every(([label, value]) => own[label] === value)) continue
    const other = world.lineWith(metric, name, becomes)
    const luck = luckOf(line)
    line.target.times.forEach((time, at) => {
      if (!isWithin(spans, time)) return
      const all = line.steps[at] ?? 0
      const moved = line.whole ? Math.floor(all * share + chance(luck, at)) : all * share
      line.steps[at] = all - moved
      other.steps[at] = (other.steps[at] ?? 0) + moved
      if (moved > 0) other.born = Math.min(other.born, at)
    })
    world.touch(line)
    world.touch(other)
  }
}

/** The index of the first scrape after each moment. */
const indicesOf = ({ target }: Line, moments: readonly number[]): readonly number[] =>
  moments.map((moment) => target.times.findIndex((time) => time >= moment)).filter((at) => at >= 0)

function count(world: World, metric: AnyMetric, moments: readonly number[]): void {
  const [line] = found(world, metric)
  if (line === undefined) return
  for (const at of indicesOf(line, moments)) {
    line.steps[at] = (line.steps[at] ?? 0) + 1
    line.born = Math.min(line.born, at)
  }
  world.touch(line)
}

/** One observation is in every bucket whose edge it does not exceed. */
function observe(world: World, metric: AnyMetric, value: number, moments: readonly number[]): void {
  const matching = world.of(metric)
  const keyOf = ({ labels: { le: _, __name__: __, ...rest } }: Line): string => JSON.stringify(rest)
  const [first] = matching
  if (first === undefined) return
  for (const line of matching.filter((each) => keyOf(each) === keyOf(first))) {
    const { le } = line.labels
    const isSum = line.labels.__name__?.endsWith('_sum') === true
    if (le !== undefined && le !== '+Inf' && Number(le) < value) continue
    for (const at of indicesOf(line, moments)) line.steps[at] = (line.steps[at] ?? 0) + (isSum ? value : 1)
    world.touch(line)
  }
}

function momentsOf(when: When, zero: number, end: number): readonly number[] {
  if ('at' in when) return when.at.map((seconds) => zero + seconds * 1000)
  if ('earlier' in when) return []
  const period = when.every * 1000
  return Array.from({ length: Math.floor((end - zero) / period) }, (_, at) => zero + (at + 1) * period)
}
