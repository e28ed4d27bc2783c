import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Installation } from '../../build/commands/environments/outcome.ts'
import { together } from '../../build/commands/environments/together.ts'
import { threshold } from '../../build/language/threshold.ts'
import { environmentOf, environmentsIn } from '../../build/stack/environments.ts'
import { put, temporaryFolder } from '../output/folder.ts'

test('environments are the files of settings in their folder', () => {
  const folder = temporaryFolder()
  expect(environmentsIn(folder)).toEqual([])
  for (const name of ['staging.yml', 'eu-west-1.json', 'README.md', '.hidden'])
    put(folder, `environments/${name}`, '{}\n')
  expect(environmentsIn(folder)).toEqual([
    { name: 'eu-west-1', file: 'environments/eu-west-1.json' },
    { name: 'staging', file: 'environments/staging.yml' },
  ])
  expect(environmentOf(join(folder, 'environments/staging.yml'))).toBeUndefined()
  put(folder, 'stack.ts', '')
  expect(environmentOf(join(folder, 'environments/staging.yml'))).toBe('staging')
  expect(environmentOf(join(folder, 'staging.yml'))).toBeUndefined()
})

test.each([
  ['another ending', ['staging.txt'], /ends in \.yml, \.yaml, \.json; this one ends in \.txt\./],
  ['no ending', ['staging'], /this one ends in nothing\./],
  [
    'a name that is no folder of the output',
    ['Staging EU.yml'],
    /has small letters, digits and dashes.*called Staging EU\./,
  ],
  [
    'the name of another',
    ['staging.json', 'staging.yml'],
    /two files for the environment staging: environments\/staging\.json and environments\/staging\.yml\./,
  ],
])('a file of environments with %s is refused', (_, names, message) => {
  const folder = temporaryFolder()
  for (const name of names) put(folder, `environments/${name}`, '{}\n')
  expect(() => environmentsIn(folder)).toThrow(message)
})

test('a file in the place of the folder is refused', () => {
  const folder = temporaryFolder()
  put(folder, 'environments', '')
  expect(() => environmentsIn(folder)).toThrow('environments: This is a file, and a folder of this name has')
})

const own: Installation = {
  name: undefined,
  file: 'stack.ts',
  label: 'production',
  grafana: 'http://one',
  dashboards: 'alike',
  uids: ['a', 'b'],
  rules: 1,
  leftOut: [],
  artifacts: [{ path: 'alerts/a.yml', text: '' }],
}
const other = (about: Partial<Installation>): Installation => ({
  ...own,
  name: 'staging',
  file: 'environments/staging.yml',
  label: 'staging',
  grafana: 'http://two',
  ...about,
})

test('each environment has a folder of its own', () => {
  expect(together(own, [other({})]).map(({ path }) => path)).toEqual(['alerts/a.yml', 'staging/alerts/a.yml'])
})

test.each([
  ['are called like a folder of the output', [other({ name: 'alerts' })], /would be alerts\/, and stack\.ts has files/],
  [
    'are called like that of stack.ts',
    [other({ name: 'production', label: 'production' })],
    /Two environments are called production/,
  ],
  [
    'have one uid in one Grafana',
    [other({ grafana: 'http://one' })],
    /one uid in one Grafana, http:\/\/one: a and 1 more\./,
  ],
  [
    'have one uid in one Grafana among themselves',
    [other({}), other({ name: 'qa', file: 'environments/qa.yml', label: 'qa', uids: ['b'] })],
    /Dashboards of environments\/staging\.yml and of environments\/qa\.yml have one uid in one Grafana, http:\/\/two: b\./,
  ],
  [
    'share dashboards that are nowhere',
    [other({ dashboards: 'shared', uids: [] })],
    /no other environment has any in the Grafana http:\/\/two/,
  ],
])('environments that %s are refused', (_, environments, message) => {
  expect(() => together(own, environments)).toThrow(message)
})

test('a threshold is what the settings say, within its bounds', () => {
  const bounds = { usual: '1s', from: '250ms', to: '2500ms' } as const
  expect(threshold({ thresholds: {} }, 'tooSlow', bounds)).toBe('1s')
  expect(threshold({ thresholds: { tooSlow: '2s' } }, 'tooSlow', bounds)).toBe('2s')
  expect(threshold({ thresholds: { many: 30 } }, 'many', { usual: 20, from: 10, to: 100 })).toBe(30)
  const set =
    (value: string | number, of: object = bounds) =>
    () =>
      threshold({ thresholds: { tooSlow: value } }, 'tooSlow', of as typeof bounds)
  expect(set('100ms')).toThrow("The setting thresholds.tooSlow is '100ms', and it may be from '250ms' to '2500ms'.")
  expect(set(2)).toThrow("The setting thresholds.tooSlow is 2, and its bounds '250ms' and '2500ms' measure seconds.")
  expect(set('1s', { usual: '5s', from: '1s', to: '2s' })).toThrow('What it is usually is')
  expect(set('1s', { usual: '5s', from: '1%', to: '2s' })).toThrow('are amounts of one unit')
  expect(set('1s', { usual: '1s', from: '500ms' })).toThrow('to')
})
