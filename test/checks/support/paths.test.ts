import { expect, test } from 'vitest'
import { folderOf, isWithin, join, nameOf } from '../../../build/documents/paths.ts'

test.each([
  ['.', 'rules/*.yml', 'rules/*.yml'],
  ['monitoring', './rules/../alerts.yml', 'monitoring/alerts.yml'],
  ['monitoring', '../../up', '../up'],
  ['/etc/prometheus', 'rules', '/etc/prometheus/rules'],
  ['monitoring', '/etc/prometheus/', '/etc/prometheus'],
  ['C:\\stack', 'rules\\a.yml', '/C:/stack/rules/a.yml'],
  ['.', '.', ''],
])('from %s, %s is %s', (folder, path, whole) => {
  expect(join(folder, path)).toBe(whole)
})

test.each([
  ['a/b.yml', 'a', 'b.yml'],
  ['b.yml', '.', 'b.yml'],
  ['/b.yml', '/', 'b.yml'],
])('%s is in %s and called %s', (path, folder, name) => {
  expect([folderOf(path), nameOf(path)]).toEqual([folder, name])
})

test('a folder holds itself and what is below it, and no neighbour', () => {
  expect([isWithin('a', 'a'), isWithin('a', 'a/b'), isWithin('/', '/a'), isWithin('', 'a')]).not.toContain(false)
  expect([isWithin('a', 'ab'), isWithin('a/b', 'a')]).not.toContain(true)
})
