import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { connect } from '../../build/doctor/client/connect.ts'
import { type Past, type Played, playRules } from '../../build/history/play.ts'
import { ruleSetOf } from '../../build/history/rules.ts'
import { rememberingOf, scrapedIn } from '../../build/history/server.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { type Prometheus, startPrometheus } from '../support/prometheus.ts'
import { Random } from '../support/random.ts'
import { testWith } from '../support/tools.ts'

// The same rules over the same series, once by a real Prometheus while it scraped them, and once by us out of what it remembers.

/** Looked at a little later than scraped: what a loaded machine stores late is there for both. */
const rules = `
groups:
  - name: past
    interval: 1s
    rules:
      - record: evaluated
        expr: vector(1)
      - record: case:probe:max
        labels: { kind: recorded }
        expr: max by (case) (probe offset 3s)
      - alert: AtOnce
        expr: probe offset 3s > 0
      - alert: Held
        expr: probe offset 3s > 0
        for: 3s
        labels: { severity: critical, level: '{{ $value }}' }
      - alert: Kept
        expr: probe offset 3s > 1
        for: 2s
        keep_firing_for: 4s
      - alert: KeptAtOnce
        expr: probe offset 3s > 1
        keep_firing_for: 2s
      - alert: Recorded
        expr: case:probe:max{case=~"a|b"} > 0
        for: 2s
      - alert: RecordedAwhile
        expr: max_over_time(case:probe:max{kind="recorded", case!="a"}[3s]) > 1
        for: 2s
      - alert: Gone
        expr: absent(probe{case="c"} offset 3s)
        for: 2s
      - alert: All
        expr: sum(probe offset 3s) > 2
        for: 2s
        keep_firing_for: 3s
`

/** The moments of a group follow from the path of its file. */
const config = (target: string, file: string): string => `
global: { scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 1s }
rule_files: [${file}]
scrape_configs: [{ job_name: probe, static_configs: [{ targets: ['${target}'] }] }]
`

/** What is exposed at a tick: each case has a value from 0 to 2 for some ticks, or is not there. */
function exposition(tick: number): string {
  const cases = [
    ['a', 2],
    ['b', 3],
    ['c', 5],
    ['d', 9],
  ] as const
  return cases
    .flatMap(([name, ticks]) => {
      const value = new Random(Math.floor(tick / ticks) * 16 + ticks).pick([-1, 0, 1, 2, 2])
      return value < 0 ? [] : [`probe{case="${name}"} ${value}\n`]
    })
    .join('')
}

/** `NAME pending {…}` for each alert that a moment has. */
type States = ReadonlyMap<number, readonly string[]>

const stateText = (name: string, state: string, labels: Readonly<Record<string, string>>): string =>
  `${name} ${state} ${JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))}`

interface Raw {
  readonly result: readonly {
    readonly metric: Readonly<Record<string, string>>
    readonly values: readonly (readonly [number, string])[]
  }[]
}

const rawOf = async (server: Prometheus, selector: string): Promise<Raw['result']> =>
  ((await server.api('query', { query: `${selector}[5m]` })) as Raw).result

async function recordedStates(server: Prometheus): Promise<States> {
  const states = new Map<number, string[]>()
  for (const { metric, values } of await rawOf(server, 'ALERTS')) {
    const { __name__, alertname = '', alertstate = '', ...labels } = metric
    for (const [time] of values) {
      const at = Math.round(time * 1000)
      states.set(at, [...(states.get(at) ?? []), stateText(alertname, alertstate, labels)])
    }
  }
  return states
}

const playedAt = (played: readonly Played[], at: number): readonly string[] =>
  played.flatMap(({ rule, spells }) =>
    spells.flatMap(({ labels: { alertname: _, ...labels }, since, firedAt, until = Number.POSITIVE_INFINITY }) => {
      if (at < since || at >= until) return []
      return stateText(rule.name, firedAt !== undefined && at >= firedAt ? 'firing' : 'pending', labels)
    }),
  )

testWith(['prometheus'], 'each alert is in the state that a real Prometheus recorded', async ({ prometheus }) => {
  let tick = 0
  const exposing = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' })
    response.end(exposition(tick))
  })
  await new Promise<void>((resolve) => exposing.listen(0, '127.0.0.1', resolve))
  const address = exposing.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const changing = setInterval(() => {
    tick += 1
  }, 800)
  const folder = temporaryFolder()
  put(folder, 'rules.yml', rules)
  const options = {
    config: config(`127.0.0.1:${port}`, join(folder, 'rules.yml')),
    data: temporaryFolder(),
    flags: ['--rules.alert.for-grace-period=1s'],
  }
  try {
    const first = await startPrometheus(prometheus, options)
    await sleep(25_000)
    await first.stop()
    await sleep(6_000)
    await using server = await startPrometheus(prometheus, options)
    await sleep(20_000)
    const client = connect({ insecure: false, environment: {} })('prometheus', server.url)
    const remembering = await rememberingOf(client)
    const moments = (await rawOf(server, 'evaluated'))
      .flatMap(({ values }) => values.map(([time]) => Math.round(time * 1000)))
      .sort((a, b) => a - b)
    const [began = 0] = moments
    const gaps = moments.flatMap((at, index) => {
      const before = moments[index - 1] ?? at
      return at - before > 1000 ? [{ from: before + 1, until: at }] : []
    })
    const stop = gaps.toSorted((a, b) => b.until - b.from - (a.until - a.from))[0]
    if (stop === undefined) throw new Error('the server was evaluating while it was down')
    const span = { from: began, until: moments.at(-1) ?? began }
    const past: Past = { client, server: remembering, span, scraped: { since: began, gaps }, interval: 1000 }
    const set = ruleSetOf([{ file: 'rules.yml', isNamed: true, text: rules }], 'rules.yml')
    const played = await playRules(set, past, new Map(), () => undefined)
    expect(played.flatMap(({ refused, failure }) => refused ?? failure ?? [])).toEqual([])

    const recorded = await recordedStates(server)
    // Prometheus writes no state before it has restored what was, which takes two evaluations.
    const settled = moments.filter((at) => ![began, stop.until].some((start) => at >= start && at < start + 2000))
    expect(settled.length).toBeGreaterThan(25)
    const expectSame = (all: readonly Played[], without: string): void => {
      for (const at of settled) {
        const real = (recorded.get(at) ?? []).filter((state) => !state.startsWith(without))
        const ours = playedAt(all, at).filter((state) => !state.startsWith(without))
        expect([at - began, ours.toSorted()]).toEqual([at - began, real.toSorted()])
      }
    }
    expect(played.flatMap(({ computed }) => computed)).toEqual([])
    expectSame(played, 'none')

    // What the rules record is computed in place where the server does not know them; a window over it has other moments.
    const ignorant = remembering.groups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) => ({ ...rule, query: 'other' })),
    }))
    const computed = await playRules(
      set,
      { ...past, server: { ...remembering, groups: ignorant } },
      new Map(),
      () => undefined,
    )
    expect(new Set(computed.flatMap((each) => each.computed))).toEqual(new Set(['case:probe:max']))
    expectSame(computed, 'RecordedAwhile')
    const seen = [...recorded.values()].flat()
    for (const { rule } of set.alerts)
      expect(
        seen.some((state) => state.startsWith(`${rule.name} firing`)),
        rule.name,
      ).toBe(true)

    const found = await scrapedIn(client, { from: began - 600_000, until: span.until }, 1000)
    expect(found.gaps.filter(({ from }) => from > began)).toHaveLength(1)
    expect(found.gaps.at(-1)?.until).toBeGreaterThan(stop.from)
  } finally {
    clearInterval(changing)
    exposing.close()
  }
})
