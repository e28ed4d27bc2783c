// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Grafana's macros look like a template's placeholders.
import { describe, expect, test } from 'vitest'
import type { DashboardModel } from '../../../../build/preview/app/dashboard/model.ts'
import { readDashboard } from '../../../../build/preview/app/dashboard/read.ts'

/** Numbers from 0 to 1 that are the same in each run. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

/** The names that a reader looks at, and some that objects have of themselves. */
const names =
  `panels rows id type title gridPos x y w h targets expr refId datasource uid instant range format options current
  value text query templating list annotations name enable step tagKeys target fieldConfig defaults overrides matcher properties
  transformations links url tags time from to refresh timezone graphTooltip repeat libraryPanel collapsed span height interval
  maxDataPoints multi includeAll regex sort hide legendFormat iconColor yaxes thresholds seriesOverrides aliasColors alias
  legend tooltip stack fill linewidth colors valueMaps rangeMaps mappingType gauge sparkline show valueName __proto__ constructor length toString`.split(
    /\s+/,
  )

const leaves: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  -0.5,
  '',
  'row',
  'graph',
  'singlestat',
  'query',
  'custom',
  'a,b : c',
  '$__all',
  'now',
  [],
  {},
]

function randomJson(next: () => number, depth: number): unknown {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)]
  const kind = depth === 0 ? 0 : next()
  if (kind < 0.25) return pick(leaves)
  if (kind < 0.5) return Array.from({ length: Math.floor(next() * 4) }, () => randomJson(next, depth - 1))
  const entries = Array.from(
    { length: Math.floor(next() * 8) },
    () => [pick(names), randomJson(next, depth - 1)] as const,
  )
  return JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`)
}

const idsOf = ({ rows }: DashboardModel) => rows.flatMap(({ id, panels }) => [id, ...panels.map((panel) => panel.id)])

test('whatever the JSON is, it is read: same shape, own ids, sane cells', () => {
  const source = numbers(6)
  const next = () => source.next().value
  for (let round = 0; round < 1000; round++) {
    // The names of a dashboard above, so that the random parts are looked at.
    const part = () => randomJson(next, 5)
    const json = {
      panels: [part(), { type: 'row', panels: part() }, part()],
      rows: part(),
      templating: { list: [part()] },
      annotations: { list: [part()] },
      time: part(),
      links: [part()],
    }
    const { panels, ...old } = json
    for (const each of [
      part(),
      json,
      { ...old, panels: part() },
      { ...old, rows: [part(), { panels: [part(), part()] }] },
    ]) {
      const read = readDashboard(each)
      const ids = idsOf(read)
      expect(new Set(ids).size, JSON.stringify(each)).toBe(ids.length)
      for (const { gridPos, targets } of read.rows.flatMap((row) => row.panels)) {
        expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
        expect(Object.values(gridPos).every(Number.isInteger)).toBe(true)
        expect(targets.every(({ expr, range }) => typeof expr === 'string' && typeof range === 'boolean')).toBe(true)
      }
    }
  }
})

test.each([null, 5, 'x', [], [{}], true, { panels: { 0: {} } }, { panels: 'x', templating: 5, annotations: [] }])(
  '%j is a dashboard without panels',
  (json) => {
    expect(readDashboard(json)).toMatchObject({
      title: 'Dashboard without a title',
      rows: [],
      variables: [],
      annotations: [],
    })
  },
)

const panelsOf = (json: object) => readDashboard(json).rows.flatMap(({ panels }) => panels)

describe('dashboards of another origin', () => {
  test('ids are kept where they can be, and each is there once', () => {
    const ids = panelsOf({ panels: [{ id: 7 }, { id: 7 }, {}, { id: 'x' }, { id: 3 }] }).map(({ id }) => id)
    expect(ids).toEqual([7, 8, 9, 10, 3])
    const { rows } = readDashboard({ panels: [{ type: 'row', id: 3, panels: [{ id: 3 }] }] })
    expect(rows.map(({ id, panels }) => [id, panels[0]?.id])).toEqual([[4, 3]])
  })
  test('of before version 16 have rows with panels in 12 columns', () => {
    const graph = { type: 'graph', span: 6, targets: [{ expr: 'up' }] }
    const { rows } = readDashboard({
      rows: [
        {
          title: 'Shown',
          showTitle: true,
          collapse: true,
          height: '250px',
          panels: [graph, graph, { ...graph, span: 12 }],
        },
        { title: 'Not shown', height: 76, panels: [{ type: 'singlestat' }] },
      ],
    })
    expect(rows.map(({ title, collapsed }) => [title, collapsed])).toEqual([
      ['Shown', true],
      [undefined, false],
    ])
    expect(rows.flatMap(({ panels }) => panels.map(({ type, gridPos: { x, y, w, h } }) => [type, x, y, w, h]))).toEqual(
      [
        ['timeseries', 0, 0, 12, 7],
        ['timeseries', 12, 0, 12, 7],
        ['timeseries', 0, 7, 24, 7],
        ['stat', 0, 0, 8, 2],
      ],
    )
  })
  test.each([
    ['prometheus', undefined, undefined],
    ['prometheus', 'Any name', undefined],
    ['prometheus', { type: 'prometheus', uid: '${datasource}' }, undefined],
    ['prometheus', { type: 'grafana-amazonprometheus-datasource' }, undefined],
    ['prometheus', undefined, { uid: '-- Mixed --', type: 'datasource' }],
    ['loki', undefined, { type: 'loki' }],
    ['loki', { type: 'loki' }, { uid: '-- Mixed --', type: 'datasource' }],
    ['prometheus', { type: 'prometheus' }, { type: 'loki' }],
    ['-- Dashboard --', undefined, { type: 'datasource', uid: '-- Dashboard --' }],
    ['-- Grafana --', '-- Grafana --', undefined],
  ])('ask %s where the query says %j and the panel %j', (expected, datasource, ofPanel) => {
    const [panel] = panelsOf({ panels: [{ datasource: ofPanel, targets: [{ expr: 'up', datasource }] }] })
    expect(panel?.targets.map(({ dataSource }) => dataSource)).toEqual([expected])
  })
  test('say what is not drawn as Grafana would', () => {
    const panels = panelsOf({
      panels: [
        { type: 'stat', repeat: 'job' },
        { type: 'row', repeat: 'instance', panels: [{ type: 'stat' }] },
        { libraryPanel: { name: 'CPU', uid: 'x' } },
        { type: 'stat', repeat: null },
      ],
    })
    expect(panels.map(({ type, notices }) => [type, notices.join(' ')])).toEqual([
      ['stat', 'Grafana repeats this panel for each value of $job; here it is drawn once.'],
      ['stat', 'Grafana repeats this row for each value of $instance; here it is drawn once.'],
      ['library panel', expect.stringMatching(/instance.* library panel “CPU”/)],
      ['stat', expect.stringContaining('$instance')],
    ])
  })
  test('that share a crosshair of old, do not refresh and have no legend', () => {
    expect(readDashboard({ sharedCrosshair: true, refresh: false, timezone: '' })).toMatchObject({
      graphTooltip: 1,
      refresh: '',
      timezone: 'browser',
    })
    expect(panelsOf({ panels: [{ targets: [{ expr: 'up' }] }] })[0]?.targets[0]).toMatchObject({
      legendFormat: '',
      refId: 'A',
    })
  })
})
