import { describe, expect, test } from 'vitest'
import { compare } from '../../build/diff/compare.ts'
import { readVersion } from '../../build/diff/read/read.ts'
import { toClassic } from '../../build/documents/convert/classic.ts'
import {
  dashboard,
  grid,
  ifVariable,
  item,
  labels,
  panel,
  row,
  rows,
  shownIf,
  tab,
  tabs,
} from '../documents/convert/inputs.ts'

const told = (before: unknown, after: unknown): readonly string[] => {
  const read = (value: unknown) =>
    readVersion([{ file: 'shop.json', text: JSON.stringify(value) }], { shown: 'test', isNamed: true })
  return compare(read(before), read(after)).map(({ weight, what }) => `${weight}: ${what}`)
}

const names = Array.from({ length: 6 }, (_, at) => `p${at}`)
const elements = Object.fromEntries(names.map((name, at) => [name, panel(at + 1, `Panel ${at}`)]))

/** A dashboard with two tabs: one of rows, one of which is shown on a condition, and one with a variable of its own. */
const shop = ({ first = 'Shop', second = 'Pipeline', metric = 'up', value = 'yes' } = {}) =>
  dashboard({
    elements,
    layout: tabs(
      tab(
        first,
        rows(
          row('Traffic', grid(item('p0'), item('p1', 0, 8))),
          row('Details', grid(item('p2'), item('p3', 0, 8)), shownIf(ifVariable('detail', value))),
        ),
      ),
      tab(second, grid(item('p4'), item('p5', 0, 8)), { variables: [labels('route', metric)] }),
    ),
  })

describe('between two of version 2', () => {
  test.each([
    ['nothing', shop(), []],
    ['the name of a tab of rows', shop({ first: 'Store' }), ["appearance: tab 'Shop' is now called 'Store'"]],
    ['the name of a tab of panels', shop({ second: 'Queue' }), ["appearance: tab 'Pipeline' is now called 'Queue'"]],
    [
      'the variable of a tab',
      shop({ metric: 'shop_requests_total' }),
      ['data: variable route: label_values(up, route) → label_values(shop_requests_total, route)'],
    ],
    [
      'a condition',
      shop({ value: 'no' }),
      [`data: row 'Details': visibility shown only where $detail is "yes" → shown only where $detail is "no"`],
    ],
  ])('%s', (_, after, lines) => {
    expect(told(shop(), after)).toEqual(lines)
  })

  test('a condition of a panel', () => {
    const of = (value: string) =>
      dashboard({
        elements,
        layout: grid(...names.map((name, at) => item(name, 0, at * 8, 24, 8, shownIf(ifVariable('v', value))))),
      })
    expect(told(of('a'), of('b'))).toEqual([
      expect.stringMatching(
        /^data: each of the panels .*: visibility shown only where \$v is "a" → shown only where \$v is "b"$/,
      ),
    ])
  })
})

test('to the classic form, only what that cannot hold', () => {
  const { classic } = toClassic(shop())
  const lost = [
    "appearance: tab 'Shop' is a row now",
    `data: row 'Details': visibility shown only where $detail is "yes" removed`,
    "appearance: tab 'Pipeline' is a row now",
  ]
  expect(told(shop(), classic).toSorted()).toEqual(lost.toSorted())
  const v1 = {
    apiVersion: 'dashboard.grafana.app/v1',
    kind: 'Dashboard',
    metadata: { name: 'shop-overview' },
    spec: classic,
  }
  expect(told(v1, classic)).toEqual([])
  const { uid: _, ...unnamed } = classic
  expect(told({ ...v1, spec: unnamed }, { ...classic, uid: 'other' })).toEqual([
    "data: the dashboard's uid changed, so links to it break: shop-overview → other",
  ])
})

test('an annotation asks the same beside its name and in its target', () => {
  const expr = 'changes(up[5m]) > 0'
  const of = (annotation: object) => ({
    ...toClassic(shop()).classic,
    annotations: { list: [{ name: 'A', enable: true, ...annotation }] },
  })
  expect(told(of({ expr, step: '60s' }), of({ target: { expr, interval: '60s', refId: 'Anno' } }))).toEqual([])
  expect(told(of({ expr }), of({ target: { expr: `${expr} unless up` } }))).toEqual([
    'data: annotation A: the query changed',
  ])
})
