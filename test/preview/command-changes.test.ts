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

/** Of a panel that both versions have. */
const undescribed = { description: '', queries: [], causes: null }

test('equal dashboards have no changes, whatever the numbers of their panels', () => {
  const before = [dashboard([row('R'), panel(1, 'A'), panel(2, 'B')])]
  expect(changesOf(before, before)).toEqual([])
  expect(changesOf(before, [dashboard([row('R'), panel(11, 'A'), panel(12, 'B')])])).toEqual([])
})

test('each panel that differs is told with its ids and in sentences, the removed ones last', () => {
  const targets = [
    { refId: 'A', expr: 'sum(x_total)', legendFormat: 'All' },
    { refId: 'B', expr: 'x_bytes > 104857600' },
  ]
  const gone = { ...row('R'), panels: [panel(2, 'Gone', { targets })] }
  const before = [dashboard([panel(1, 'A'), panel(3, 'B'), panel(4, 'Same'), gone])]
  const unit = { fieldConfig: { defaults: { unit: 's' }, overrides: [] } }
  const fresh = panel(5, 'New', { description: 'What is new' })
  const after = [dashboard([fresh, panel(6, 'A', unit), panel(7, 'B', { type: 'stat' }), panel(8, 'Same')])]
  expect(changesOf(before, after)).toEqual([
    {
      title: 'D',
      before: 'd',
      after: 'd',
      panels: [
        {
          ...{ is: 'added', title: 'New', before: null, after: 5, causes: null },
          said: [{ text: 'is new (timeseries)', lines: [] }],
          description: 'What is new',
          queries: [{ name: '', text: 'sum(new_total)' }],
        },
        {
          ...{ is: 'changed', title: 'A', before: 1, after: 6, ...undescribed },
          said: [{ text: expect.stringContaining('unit'), lines: [] }],
        },
        {
          ...{ is: 'changed', title: 'B', before: 3, after: 7, ...undescribed },
          said: [{ text: 'is drawn as stat now, no longer as timeseries', lines: [] }],
        },
        {
          ...{ is: 'removed', title: 'Gone', before: 2, after: null, causes: null },
          said: [{ text: "is removed (timeseries), from row 'R'", lines: [] }],
          description: '',
          queries: [
            { name: 'All', text: 'sum(x_total)' },
            { name: 'B', text: 'x_bytes > 100MiB' },
          ],
        },
      ],
      said: [{ text: "row 'R' is removed", lines: [] }],
    },
  ])
})

test('a query that changed is told piece by piece', () => {
  const asking = (expr: string) => [dashboard([panel(1, 'A', { targets: [{ refId: 'A', expr }] })])]
  const [change] = changesOf(asking('sum(rate(x_total[5m]))'), asking('max(rate(x_total[5m]))'))
  expect(change?.panels[0]?.said).toEqual([
    {
      text: 'the query changed',
      lines: [
        [
          { is: 'removed', text: 'sum' },
          { is: 'added', text: 'max' },
          { is: 'same', text: '(rate(x_total[5m]))' },
        ],
      ],
    },
  ])
})

test('a panel that only stands elsewhere, or is of another size, has not changed', () => {
  const at = (x: number, y: number, w = 12) => ({ gridPos: { x, y, w, h: 8 } })
  const before = [dashboard([panel(1, 'A', at(0, 0)), panel(2, 'B', at(12, 0)), panel(3, 'C', at(0, 8))])]
  const moved = [dashboard([panel(1, 'A', at(0, 8)), panel(2, 'B', at(0, 0)), panel(3, 'C', at(0, 16))])]
  expect(changesOf(before, moved)[0]).toMatchObject({
    panels: [{ is: 'moved', title: 'B', said: [{ text: "moved in front of 'A'" }] }],
    said: [],
  })
  const resized = [dashboard([panel(1, 'A', at(0, 0)), panel(2, 'B', at(12, 0)), panel(3, 'C', at(0, 8, 24))])]
  expect(changesOf(before, resized)[0]).toMatchObject({
    panels: [{ is: 'resized', title: 'C', said: [{ text: 'is resized: 12×8 → 24×8' }] }],
  })
})

test('what is said of the whole dashboard stands apart from its panels', () => {
  const before = [dashboard([row('R'), panel(1, 'A'), panel(2, 'B')])]
  const variable = { name: 'job', type: 'query', query: 'label_values(up, job)' }
  const after = [dashboard([row('S'), panel(1, 'A'), panel(2, 'B')], { templating: { list: [variable] } })]
  expect(changesOf(before, after)).toMatchObject([
    {
      panels: [],
      said: [{ text: "row 'R' is now called 'S'" }, { text: expect.stringMatching(/variable.*job/) }],
    },
  ])
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
      said: [{ text: 'the dashboard is new', lines: [] }],
    },
  ])
  expect(changesOf([other, theirs], [other])).toMatchObject([
    { title: 'X', before: 'x', after: null, panels: [{ is: 'removed', before: 1, after: null }] },
  ])
})
