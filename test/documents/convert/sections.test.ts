import { describe, expect, test } from 'vitest'
import { toClassic } from '../../../build/documents/convert/classic.ts'
import { objectsBelow } from '../../../build/documents/values.ts'
import { dashboard, grid, item, labels, panel, repeat, row, rows, tab, tabs } from './inputs.ts'

type Json = Readonly<Record<string, unknown>>

/** What the panels ask, and what the variables are called and ask. */
function asked(layout: Json, elements: Readonly<Record<string, Json>>, variables: readonly Json[] = []) {
  const { classic } = toClassic(dashboard({ elements, layout, variables }))
  const panels = objectsBelow(classic, 'panels').flatMap((each) => [each, ...objectsBelow(each, 'panels')])
  return {
    exprs: panels.flatMap((each) => objectsBelow(each, 'targets').map(({ expr }) => expr)),
    titles: panels.map(({ title }) => title),
    repeats: panels.map((each) => each.repeat),
    variables: objectsBelow(classic, 'templating', 'list')
      .slice(1)
      .map(({ name, query }) => [name, (query as Json).query]),
  }
}

const expr = `up{route=~"$route", a=~"\${route:regex}", b=~"[[route]]", c="[[route:csv]]", d="\${route.text}", e="$routes"}`

describe('variables of sections', () => {
  test('keep their names where nobody else has them', () => {
    const layout = tabs(tab('Shop', grid(item('a')), { variables: [labels('route')] }))
    const { exprs, variables } = asked(layout, { a: panel(1, 'A', expr) })
    expect(exprs).toEqual([expr])
    expect(variables).toEqual([['route', 'label_values(up, route)']])
  })

  test('are renamed where another has their name, in every way of referring to them', () => {
    const layout = tabs(
      tab('Shop', grid(item('a')), { variables: [labels('route')] }),
      tab('Back Office!', grid(item('b')), { variables: [labels('route')] }),
    )
    const { exprs, variables } = asked(layout, { a: panel(1, 'A', expr), b: panel(2, 'Of $route', expr) })
    expect(exprs).toEqual([
      expr,
      `up{route=~"$route_back_office", a=~"\${route_back_office:regex}", b=~"[[route_back_office]]", c="[[route_back_office:csv]]", d="\${route_back_office.text}", e="$routes"}`,
    ])
    expect(variables.map(([name]) => name)).toEqual(['route', 'route_back_office'])
  })

  test('ask for one another by the new names, and what is repeated and called by them follows', () => {
    const inner = labels('path', 'shop_requests_total{route="$route"}')
    const layout = tabs(
      tab('B', rows(row('$route', grid(item('a', 0, 0, 24, 8, repeat('path'))), repeat('route'))), {
        variables: [labels('route'), inner],
      }),
    )
    const { variables, repeats, titles } = asked(layout, { a: panel(1, 'Of $path in $route', 'up') }, [
      labels('route'),
      labels('path'),
    ])
    expect(variables).toEqual([
      ['route', 'label_values(up, route)'],
      ['path', 'label_values(up, path)'],
      ['route_b', 'label_values(up, route)'],
      ['path_b', 'label_values(shop_requests_total{route="$route_b"}, path)'],
    ])
    expect(repeats).toEqual([undefined, 'route_b', 'path_b'])
    expect(titles).toEqual(['B', '$route_b', 'Of $path_b in $route_b'])
  })

  test('of an inner section hide those of the outer one', () => {
    const layout = tabs(
      tab('Outer', rows(row('In', grid(item('a')), { variables: [labels('v')] }), row('Out', grid(item('b')))), {
        variables: [labels('v')],
      }),
    )
    const elements = { a: panel(1, 'A', 'up{v="$v"}'), b: panel(2, 'B', 'up{v="$v"}') }
    expect(asked(layout, elements, [labels('v')]).exprs).toEqual(['up{v="$v_in"}', 'up{v="$v_outer"}'])
  })

  test('never get a name that the dashboard has', () => {
    const layout = tabs(
      tab('X', grid(item('a')), { variables: [labels('v')] }),
      tab('X', grid(item('b')), { variables: [labels('v'), labels('v_x')] }),
      tab('', grid(), { variables: [labels('v')] }),
    )
    const { variables } = asked(layout, { a: panel(1, 'A'), b: panel(2, 'B') }, [labels('v')])
    const names = variables.map(([name]) => name)
    expect(names).toEqual(['v', 'v_x_2', 'v_x_3', 'v_x', 'v_2'])
    expect(new Set(names).size).toBe(names.length)
  })

  test('one panel in two sections asks for the variable of each', () => {
    const layout = tabs(
      tab('A', grid(item('a')), { variables: [labels('v')] }),
      tab('B', grid(item('a')), { variables: [labels('v')] }),
    )
    expect(asked(layout, { a: panel(1, 'P', 'up{v="$v"}') }).exprs).toEqual(['up{v="$v"}', 'up{v="$v_b"}'])
  })

  test('links to the dashboard itself set the new name, and those to others do not', () => {
    const linked = (url: string) => {
      const { spec, ...rest } = panel(1, 'P')
      return { ...rest, spec: { ...(spec as Json), links: [{ title: 'L', url }] } }
    }
    const urlOf = (url: string) => {
      const layout = tabs(tab('B', grid(item('a')), { variables: [labels('v')] }))
      const { classic } = toClassic(dashboard({ elements: { a: linked(url) }, layout, variables: [labels('v')] }))
      return objectsBelow(objectsBelow(classic, 'panels')[1], 'links')[0]?.url
    }
    expect(urlOf('?var-v=$v&var-w=$v')).toBe('?var-v_b=$v_b&var-w=$v_b')
    expect(urlOf(`/d/shop-overview/shop?var-v=\${v}`)).toBe(`/d/shop-overview/shop?var-v_b=\${v_b}`)
    expect(urlOf('/d/another?var-v=$v')).toBe('/d/another?var-v=$v_b')
  })
})

test('a query that names no data source asks another one, perhaps', () => {
  const asks = (group: string, name?: string) =>
    panel(1, 'P', 'up', { kind: 'DataQuery', group, ...(name === undefined ? {} : { datasource: { name } }) })
  const lossesOf = (element: Json) =>
    toClassic(dashboard({ elements: { a: element }, layout: grid(item('a')) })).losses.map(({ what }) => what)
  expect(lossesOf(asks('prometheus'))).toEqual([expect.stringContaining('no data source but its kind, prometheus')])
  expect(lossesOf(asks('prometheus', 'main'))).toEqual([])
  expect(lossesOf(asks('__expr__'))).toEqual([])
})

test('a row without a header stands apart from one that is folded or repeated', () => {
  const layout = rows(
    row('Folded', grid(item('a')), { collapse: true }),
    row('', grid(item('b')), { hideHeader: true }),
    row('', grid(item('c')), { hideHeader: true }),
  )
  const { classic, losses } = toClassic(
    dashboard({ elements: { a: panel(1, 'A'), b: panel(2, 'B'), c: panel(3, 'C') }, layout }),
  )
  expect(objectsBelow(classic, 'panels').map(({ type, title, collapsed }) => [type, title, collapsed])).toEqual([
    ['row', 'Folded', true],
    ['row', '', false],
    ['timeseries', 'B', undefined],
    ['timeseries', 'C', undefined],
  ])
  expect(losses.map(({ where, what }) => `${where} ${what}`)).toEqual([
    'the row without a title has a header now, which keeps it apart from the row above.',
    'the row without a title stands in the row without a title now, since it has no header.',
  ])
})
