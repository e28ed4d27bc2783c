import { describe, expect, test } from 'vitest'
import { toClassic } from '../../../build/documents/convert/classic.ts'
import { Unconvertible } from '../../../build/documents/convert/converted.ts'
import { dashboardsIn } from '../../../build/documents/convert/read.ts'
import { below, objectsBelow } from '../../../build/documents/values.ts'
import { dashboard, grid, item, panel, row, rows, shapes, tab, tabs } from './inputs.ts'

type Json = Readonly<Record<string, unknown>>

const refusal = (input: Json): string => {
  try {
    toClassic(input)
  } catch (error) {
    if (error instanceof Unconvertible) return `${error.message} ${error.next}`
    throw error
  }
  throw new Error('This was not refused.')
}

const read = (text: string, file = 'd.json') => dashboardsIn({ file, text, isNamed: true })
const whatOf = (text: string, file?: string) => read(text, file).problems.map(({ what }) => what)

describe('a sentence for', () => {
  const two = { a: panel(1, 'A'), b: panel(2, 'B') }

  test.each([
    ['no elements', { ...dashboard({ elements: {}, layout: grid() }), spec: { title: 'x' } }, 'has no elements'],
    ['no layout', dashboard({ elements: two, layout: undefined }), 'The layout of the dashboard has no kind'],
    [
      'an unknown layout',
      dashboard({ elements: two, layout: { kind: 'HexLayout', spec: {} } }),
      'The layout of the dashboard is of the kind HexLayout; known are GridLayout',
    ],
    [
      'an unknown layout inside',
      dashboard({ elements: two, layout: tabs(tab('T', rows(row('R', { kind: 'NotebookLayout' })))) }),
      "The layout of row 'R' of tab 'T' is of the kind NotebookLayout",
    ],
  ])('%s', (_, input, sentence) => {
    expect(refusal(input)).toContain(sentence)
    expect(whatOf(JSON.stringify(input))).toEqual([expect.stringContaining(sentence)])
  })

  test('tabs nested more deeply than anybody means', () => {
    let text = '{"kind":"GridLayout","spec":{"items":[]}}'
    for (let depth = 0; depth < 60; depth += 1)
      text = `{"kind":"TabsLayout","spec":{"tabs":[{"kind":"TabsLayoutTab","spec":{"title":"T","layout":${text}}}]}}`
    expect(whatOf(`{"elements":{},"layout":${text}}`)).toEqual(['The JSON is nested more than 200 levels deep.'])
  })

  test('a tab that holds itself, which only YAML can write', () => {
    const text = [
      'apiVersion: dashboard.grafana.app/v2',
      'kind: Dashboard',
      'metadata: {name: d}',
      'spec:',
      '  elements: {}',
      '  layout: &tabs {kind: TabsLayout, spec: {tabs: [{spec: {title: T, layout: *tabs}}]}}',
    ].join('\n')
    expect(whatOf(text, 'd.yaml')).toEqual(['The alias *tabs stands inside what it names.'])
  })

  test.each([
    ['', 'JSON needs a value here, not the end of the file.'],
    ['[]', 'This is no dashboard.'],
    ['{"spec": 1}', 'This is no dashboard.'],
  ])('%j', (text, sentence) => {
    expect(whatOf(text)).toEqual([sentence])
  })
})

test('elements that are named twice, never or without being there', () => {
  const elements = { a: panel(1, 'A'), b: panel(2, 'B'), c: panel(1, 'C') }
  const { classic, losses } = toClassic(
    dashboard({ elements, layout: grid(item('a'), item('a', 0, 8), item('c', 0, 16), item('nothing')) }),
  )
  expect(objectsBelow(classic, 'panels').map(({ id, title }) => [id, title])).toEqual([
    [1, 'A'],
    [3, 'A'],
    [4, 'C'],
  ])
  expect(losses.map(({ where, what }) => `${where} ${what}`)).toEqual([
    "panel 'A' stands in several places, and is a panel of its own in each now.",
    "the layout names the element 'nothing', which is not there.",
    "panel 'B' is left out: no layout names it, so Grafana does not show it.",
  ])
})

test('places that the grid does not have are moved into it', () => {
  const { classic } = toClassic(
    dashboard({
      elements: { a: panel(1, 'A') },
      layout: grid(item('a', -3, -1, 99, 0), item('a', 30, 0.5, 4, 2), { kind: 'GridLayoutItem', spec: {} }),
    }),
  )
  expect(objectsBelow(classic, 'panels').map(({ gridPos }) => gridPos)).toEqual([
    { h: 1, w: 24, x: 0, y: 0 },
    { h: 2, w: 4, x: 20, y: 0 },
  ])
})

test('ids beyond what Grafana takes are given anew, and the greatest leaves room', () => {
  const elements = { a: panel(2 ** 31 - 1, 'A'), b: panel(2 ** 40, 'B'), c: panel(-1, 'C'), d: panel(1, 'D') }
  const layout = rows(row('R', grid(...Object.keys(elements).map((name, at) => item(name, 0, at * 8)))))
  const panels = objectsBelow(toClassic(dashboard({ elements, layout })).classic, 'panels')
  expect(panels.map(({ id }) => id)).toEqual([2, 2 ** 31 - 1, 3, 4, 1])
})

/** A value that nobody expects, in place of any value of a dashboard. */
const strange: readonly unknown[] = [null, -1, '__proto__', [[]], { kind: 7, spec: null }]

function* replaced(value: unknown): Generator<unknown, void> {
  yield* strange
  if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) for (const other of replaced(each)) yield value.with(at, other)
    yield [...value, ...value]
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      for (const other of replaced(each)) yield { ...value, [key]: other }
      yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
    }
  }
}

/** What is said of a dashboard: what it lost, or why it was refused. */
function toldOf(input: Json): readonly string[] {
  try {
    return toClassic(input).losses.map(({ where, what }) => `${where} ${what}`)
  } catch (error) {
    if (error instanceof Unconvertible) return [error.message]
    throw error
  }
}

test.each(Object.entries(shapes))(
  '%s with anything in place of anything is converted, or refused in words',
  (_, { input }) => {
    for (const spec of replaced(below(input, 'spec')))
      expect(toldOf({ ...input, spec }).filter((each) => /undefined|\[object/.test(each))).toEqual([])
  },
)
