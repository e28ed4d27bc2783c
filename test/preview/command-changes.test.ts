import { expect, test } from 'vitest'
import { changesOf } from '../../build/commands/preview/changes.ts'
import { seen } from '../../build/commands/preview/earlier.ts'

const row = (title: string): object => ({ type: 'row', title, panels: [] })

const panel = (id: number, title: string, more: object = {}): object => ({
  id,
  title,
  type: 'timeseries',
  gridPos: { x: 0, y: id, w: 12, h: 8 },
  targets: [{ refId: 'A', expr: `sum(${title.toLowerCase()}_total)` }],
  ...more,
})

const dashboard = (panels: readonly object[], more: object = {}) =>
  seen({ uid: 'd', title: 'D', json: { uid: 'd', title: 'D', panels, ...more } })

test('equal dashboards have no changes, whatever the numbers of their panels', () => {
  const before = [dashboard([row('R'), panel(1, 'A'), panel(2, 'B')])]
  expect(changesOf(before, before)).toEqual([])
  expect(changesOf(before, [dashboard([row('R'), panel(11, 'A'), panel(12, 'B')])])).toEqual([])
})

test('each panel that differs is told with its ids and in sentences, the removed ones last', () => {
  const before = [dashboard([panel(1, 'A'), panel(2, 'Gone'), panel(3, 'B'), panel(4, 'Same')])]
  const unit = { fieldConfig: { defaults: { unit: 's' }, overrides: [] } }
  const after = [dashboard([panel(5, 'New'), panel(6, 'A', unit), panel(7, 'B', { type: 'stat' }), panel(8, 'Same')])]
  expect(changesOf(before, after)).toEqual([
    {
      title: 'D',
      before: 'd',
      after: 'd',
      panels: [
        { is: 'added', title: 'New', before: null, after: 5, said: ['is new (timeseries)'] },
        { is: 'changed', title: 'A', before: 1, after: 6, said: [expect.stringContaining('unit')] },
        { is: 'changed', title: 'B', before: 3, after: 7, said: ['is drawn as stat now, no longer as timeseries'] },
        { is: 'removed', title: 'Gone', before: 2, after: null, said: ['is removed (timeseries)'] },
      ],
      said: [],
    },
  ])
})

test('what is said of the whole dashboard stands apart from its panels', () => {
  const before = [dashboard([row('R'), panel(1, 'A'), panel(2, 'B'), panel(3, 'C')])]
  const variable = { name: 'job', type: 'query', query: 'label_values(up, job)' }
  const after = [
    dashboard([row('R'), panel(3, 'C', { gridPos: { x: 0, y: 0, w: 12, h: 8 } }), panel(1, 'A'), panel(2, 'B')], {
      templating: { list: [variable] },
    }),
  ]
  const [change] = changesOf(before, after)
  expect(change?.panels).toEqual([])
  expect(change?.said).toEqual(
    [expect.stringMatching(/variable.*job/), expect.stringMatching(/panel 'C' moved/)].sort(),
  )
})

test('a dashboard that only one version has differs in all its panels', () => {
  const theirs = seen({ uid: 'x', title: 'X', json: { uid: 'x', title: 'X', panels: [panel(1, 'A')] } })
  const ours = dashboard([panel(1, 'Other')])
  const other = dashboard([panel(1, 'Other'), panel(2, 'Second')])
  expect(changesOf([ours], [ours, theirs])).toMatchObject([
    {
      title: 'X',
      before: null,
      after: 'x',
      panels: [{ is: 'added', before: null, after: 1 }],
      said: ['the dashboard is new'],
    },
  ])
  expect(changesOf([other, theirs], [other])).toMatchObject([
    { title: 'X', before: 'x', after: null, panels: [{ is: 'removed', before: 1, after: null }] },
  ])
})
