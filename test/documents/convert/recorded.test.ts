import { expect, test } from 'vitest'
import { toClassic } from '../../../build/documents/convert/classic.ts'
import { type Difference, differences, recorded } from './recorded.ts'

/** Every way in which we write something else than Grafana 12.4 does, and why. Each must occur. */
const reasons: readonly {
  readonly why: string
  readonly is: (difference: Difference, of: { readonly name: string }) => boolean
}[] = [
  {
    why: 'A file keeps its uid, so that links live on; Grafana has it in the metadata of the resource alone.',
    is: ({ path, ours, theirs }, { name }) => path === 'uid' && ours === name && theirs === undefined,
  },
  {
    why: 'An empty list of overrides stays, as Grafana itself saves a panel.',
    is: ({ path, ours, theirs }) =>
      path.endsWith('fieldConfig.overrides') && JSON.stringify(ours) === '[]' && theirs === undefined,
  },
  {
    why: 'Every row has its list of panels; Grafana leaves it out of some.',
    is: ({ path, ours, theirs }) => path === 'panels[].panels' && JSON.stringify(ours) === '[]' && theirs === undefined,
  },
  {
    why: 'No release of a plugin is better than an empty one, and the same to Grafana.',
    is: ({ path, ours, theirs }) => path === 'panels[].pluginVersion' && ours === undefined && theirs === '',
  },
  {
    why: 'A row takes the line that it is drawn in; Grafana gives it and the panels below it the same one.',
    is: ({ path, ours, theirs }) =>
      /^panels\[\](?:\.panels\[\])?\.gridPos\.y$/.test(path) && Number(ours) > Number(theirs),
  },
  {
    why: 'An empty description says nothing.',
    is: ({ path, ours, theirs }) => path === 'description' && ours === undefined && theirs === '',
  },
  {
    why: 'Where a query does not tell the kind of its data source, its variable does; Grafana writes an empty kind, or none.',
    is: ({ path, ours, theirs }) =>
      /^panels\[\](?:\.targets\[\])?\.datasource\.type$/.test(path) &&
      ours === 'prometheus' &&
      (theirs === '' || theirs === undefined),
  },
  {
    why: 'The variables of tabs and rows move up to the dashboard; Grafana drops them, and the queries that name them break.',
    is: ({ path, ours, theirs }) =>
      path === 'templating.list' &&
      names(ours).join() === 'datasource,route,group' &&
      names(theirs).join() === 'datasource' &&
      differences((ours as unknown[])[0], (theirs as unknown[])[0]).length === 0,
  },
]

const names = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list.map(({ name }) => name) : [])

const pairs = [
  ...['overview', 'celery-workers', 'api-performance', 'database-redis'],
  ...['auto-grid', 'rows-repeated-and-conditional', 'tabs-with-section-variables'],
]

const found = pairs.flatMap((pair) => {
  const v2 = recorded(`${pair}.v2.json`)
  const name: string = v2.metadata.name
  return differences(toClassic(v2).classic, recorded(`${pair}.v2.v1.json`)).map((each) => ({ pair, name, ...each }))
})

test.each(pairs)('%s is what Grafana makes of it, but for what has a reason', (pair) => {
  const unexplained = found
    .filter((each) => each.pair === pair)
    .filter((each) => !reasons.some(({ is }) => is(each, each)))
  expect(unexplained).toEqual([])
})

test.each(reasons)('still needed: $why', ({ is }) => {
  expect(found.some((each) => is(each, each))).toBe(true)
})

test.each(pairs)('%s: below a row, panels are as far from one another as in Grafana', (pair) => {
  const ours = toClassic(recorded(`${pair}.v2.json`)).classic.panels as readonly Placed[]
  const theirs = recorded(`${pair}.v2.v1.json`).panels as readonly Placed[]
  const steps = (panels: readonly Placed[]) =>
    panels.flatMap(({ type, gridPos: { y } }, at) =>
      type === 'row' || panels[at - 1]?.type === 'row' ? [] : [y - (panels[at - 1]?.gridPos.y ?? 0)],
    )
  expect(steps(ours)).toEqual(steps(theirs))
  for (const [at, { type, gridPos }] of ours.entries())
    if (type !== 'row' && ours[at - 1]?.type === 'row') expect(gridPos.y).toBe((ours[at - 1]?.gridPos.y ?? 0) + 1)
})

interface Placed {
  readonly type: string
  readonly gridPos: { readonly y: number }
}
