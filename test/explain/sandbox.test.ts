import { describe, expect, test } from 'vitest'
import type { Happening } from '../../build/explain/happen.ts'
import type { Sandbox, Setting } from '../../build/explain/sandbox.ts'
import { appAlert, condition } from './told.ts'

const toysOf = (expr: string, more: Readonly<Record<string, string>> = {}): Sandbox => {
  const sandbox = condition(expr, more).sandbox?.()
  if (sandbox === undefined) throw new Error(`${expr} has nothing to play with`)
  return sandbox
}

function played(sandbox: Sandbox, setting: Setting, ...happenings: readonly Happening[]) {
  const tried = sandbox.play(setting, happenings)
  if ('why' in tried) throw new Error(tried.why)
  const { course } = tried.shown
  return {
    ...tried,
    course,
    states: course.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1]),
    first: (state: string) => course.find((each) => each.state === state)?.at,
  }
}

describe('the dial', () => {
  test('fires above its threshold, and is silent at it', () => {
    const toys = appAlert('SlowRequests').sandbox?.()
    expect(toys?.dial).toMatchObject({ op: '>', limit: 0.5 })
    if (toys === undefined) return
    expect(played(toys, 0.8).states).toEqual(['inactive', 'pending', 'firing', 'resolved'])
    expect(played(toys, 0.45).states).toEqual(['inactive'])
    // The value that is drawn is the one that was asked for.
    const { course, begins } = played(toys, 0.8)
    expect(course.filter(({ at }) => at > begins).map(({ value }) => value)).toContainEqual(expect.closeTo(0.8, 2))
  })

  test.each([
    ['up == 0', { min: 0, max: 1, step: 1, start: 0 }],
    ['count(up) > 3', { limit: 3, step: 1, start: 4 }],
    ['sum(rate(e_total[5m])) / sum(rate(r_total[5m])) > 0.05', { limit: 0.05, min: 0, max: expect.any(Number) }],
    ['time() - t_timestamp_seconds > 3600', { limit: 3600 }],
  ])('of %s', (expr, dial) => {
    expect(toysOf(expr).dial).toMatchObject(dial)
  })

  test('there is none where nothing is compared, but for each series whether it is there', () => {
    const toys = toysOf('absent(up{job="a"})', { for: '2m' })
    expect(toys.dial).toBeUndefined()
    expect(toys.levers.length).toBeGreaterThan(0)
    expect(
      played(
        toys,
        toys.levers.map(() => undefined),
      ).states,
    ).toContain('firing')
    expect(
      played(
        toys,
        toys.levers.map(() => 1),
      ).states,
    ).not.toContain('firing')
  })

  test('what no series can be is said', () => {
    expect(appAlert('SlowRequests').sandbox?.().play(1e9, [])).toEqual({ why: expect.stringMatching(/^No series/) })
  })
})

describe('what happens', () => {
  const down = toysOf('x > 5', { for: '5m' })

  test('series vanish: it is resolved with the next evaluation', () => {
    const { states, shown, first } = played(down, 9, 'vanishes')
    expect(states).toEqual(['inactive', 'pending', 'firing', 'resolved'])
    const at = shown.marks[0]?.at ?? 0
    expect((first('resolved') ?? 0) - at).toBe(60_000)
  })

  test('a scrape fails: the wait begins anew', () => {
    expect(played(down, 9, 'scrape').states).toEqual([
      'inactive',
      'pending',
      'inactive',
      'pending',
      'firing',
      'resolved',
    ])
  })

  test('counters start from 0: rates are not fooled', () => {
    const rate = toysOf('rate(x_total[5m]) > 5', { for: '5m' })
    expect(rate.counts).toBe(true)
    expect(played(rate, 9, 'reset').states).toEqual(played(rate, 9).states)
    expect(down.counts).toBe(false)
    // Their plain value falls.
    const count = toysOf('x_total > 100', { for: '2m' })
    if (count.dial !== undefined && count.counts) expect(played(count, 150, 'reset').states).toContain('inactive')
  })

  test('Prometheus restarts: a short wait begins anew, and a long one is restored', () => {
    const short = played(down, 9, 'restart')
    expect(short.states).toEqual(['inactive', 'pending', 'firing', 'pending', 'firing', 'resolved'])
    const [back] = short.course.filter(({ at }) => at > (short.shown.marks[0]?.at ?? 0))
    expect(back?.state).toBe('pending')
    expect((short.course.findLast(({ state }) => state === 'pending')?.at ?? 0) - (back?.at ?? 0)).toBe(240_000)

    const long = played(toysOf('x > 5', { for: '15m' }), 9, 'restart')
    const from = long.shown.marks[0]?.at ?? 0
    const after = long.course.filter(({ at }) => at > from)
    // Restored with the second evaluation, it fires with the third.
    expect(after.slice(0, 3).map(({ state }) => state)).toEqual(['pending', 'pending', 'firing'])
  })

  test('there is no evaluation while Prometheus is away', () => {
    const { course, shown } = played(down, 9, 'restart')
    const from = shown.marks[0]?.at ?? 0
    expect(course.some(({ at }) => at > from && at < from + 180_000)).toBe(false)
  })
})

test('a condition beyond the prover can be given values', () => {
  const told = condition('count(up) > 1000')
  expect(told.verdict.is).toBe('not shown')
  expect(told.sandbox?.().levers.length).toBeGreaterThan(0)
})
