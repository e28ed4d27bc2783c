import { describe, expect, test } from 'vitest'
import { runChecks } from '../../../build/checks/run.ts'
import { readMended } from '../../../build/documents/mended.ts'
import { against } from '../foreign.ts'

/** A rule that has a mistake of its own, by which one sees that it was read. */
const sloppy = (name: string): string =>
  `  - alert: ${name}\n    expr: sum by (x) (rate(${name.toLowerCase()}[5m]) > 0\n`

const readable = (text: string) =>
  runChecks(against('', { 'rules.yml': text })).flatMap(({ check, place, what }) =>
    check === 'promql-syntax' ? place.path[1] : check === 'unreadable-file' ? `${place.position?.line}: ${what}` : [],
  )

const head = 'groups:\n- name: first\n  rules:\n'

describe('one broken part does not hide what is wrong with the others', () => {
  test.each<[name: string, text: string, found: readonly unknown[]]>([
    [
      'a field that stands too far right',
      `${head}${sloppy('A')}  - alert: B\n    expr: up == 0\n     for: 5m\n${sloppy('C')}`,
      ['A', /^[78]: /, 'C'],
    ],
    [
      'a field that stands too far left',
      `${head}${sloppy('A')}  - alert: B\n   expr: up == 0\n${sloppy('C')}`,
      ['A', /^[67]: /, 'C'],
    ],
    ['a tab', `${head}${sloppy('A')}  - alert: B\n\texpr: up == 0\n${sloppy('C')}`, ['A', /^[67]: /, 'C']],
    [
      'a quote that is never closed',
      `${head}${sloppy('A')}  - alert: B\n    expr: "up == 0\n    for: 5m\n${sloppy('C')}`,
      ['A', /^[6-9]: /, 'C'],
    ],
    [
      'a text with a colon',
      `${head}${sloppy('A')}  - alert: B\n    expr: up == 0\n    annotations:\n      summary: down: now\n${sloppy('C')}`,
      ['A', /^9: /, 'C'],
    ],
    [
      'a dash in another column',
      `${head}${sloppy('A')}   - alert: B\n     expr: up == 0\n${sloppy('C')}`,
      ['A', /^[67]: /, 'C'],
    ],
    [
      'a bracket that is never closed',
      `${head}${sloppy('A')}  - alert: B\n    expr: up == 0\n    labels: {severity: page\n${sloppy('C')}`,
      ['A', /^[678]: /, 'C'],
    ],
    [
      'two of them',
      `${head}  - alert: B\n    expr: "up\n${sloppy('A')}  - alert: D\n    expr: up\n      x: y\n${sloppy('C')}`,
      [/^5: /, 'A', /^9: /, 'C'],
    ],
    [
      'a group that has one',
      `${head}${sloppy('A')}- name: "second\n  rules:\n${sloppy('B')}- name: third\n  rules:\n${sloppy('C')}`,
      ['A', /./, 'C'],
    ],
    [
      'of CRLF lines',
      `${head}${sloppy('A')}  - alert: B\n    expr: up == 0\n     for: 5m\n${sloppy('C')}`.replaceAll('\n', '\r\n'),
      ['A', /^[78]: /, 'C'],
    ],
  ])('%s', (_, text, found) => {
    const all = readable(text)
    expect(
      all.map((each, at) => (found[at] instanceof RegExp && String(each).match(found[at]) ? found[at] : each)),
    ).toEqual(found)
  })

  test('a file of another kind, or without a part that could be left out, is read as before', () => {
    expect(readMended('a: "b')).toBeUndefined()
    expect(readable('groups: {[')).toHaveLength(1)
  })

  test('what a broken rule records is not called unknown', () => {
    const text = `${head}  - record: job:up:sum\n    expr: "sum(up)\n  - alert: A\n    expr: job:up:sm > 5\n`
    const found = runChecks(against('', { 'rules.yml': text })).map(({ what }) => what)
    expect(found.join()).toContain('the nearest known name is job:up:sum')
  })
})
