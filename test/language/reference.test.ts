import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { readDefinitions } from '../../build/definitions/read.ts'
import { render } from '../../build/findings/render.ts'
import { Condition } from '../../build/language/condition.ts'
import { exposedBy } from '../../build/language/declare.ts'
import * as functions from '../../build/language/functions.ts'
import * as panels from '../../build/language/panels.ts'
import { Query } from '../../build/language/query.ts'
import * as scenarios from '../../build/language/scenario.ts'
import * as touches from '../../build/language/touch.ts'
import type { Definitions } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { ruleTests } from '../../build/targets/rule-tests.ts'
import { linkPackages } from '../commands/copy.ts'
import { temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { node } from './metrics.ts'

const text = readFileSync(join(root, 'docs/language.md'), 'utf8')
const blocks = [...text.matchAll(/^```(?:ts\n\/\/|yaml\n#) (\S+)\n(.*?)^```$/gms)].map(([, file = '', code = '']) => ({
  file,
  code,
}))

test('every example of the reference compiles, and the words take what they are given', async () => {
  const folder = temporaryFolder()
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'))
  writeFileSync(join(folder, 'stack.ts'), settings())
  symlinkSync(join(root, 'build'), join(folder, 'build'))
  linkPackages(folder)
  for (const { file, code } of blocks) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), code)
  }
  mkdirSync(join(folder, 'alerts/runbooks'))
  const { findings, definitions } = await readDefinitions(folder, 'own')
  expect(findings.map((finding) => render(finding)).join('\n')).toBe('')
  expect(definitions?.groups.flatMap(({ name, value }) => (name === 'shop' ? value.rules : []))).toHaveLength(7)
  expect(definitions?.dashboards).toHaveLength(1)
  const { shown } = ruleTests(resolve(definitions as Definitions))
  // Seven alerts, and two of each of three objectives.
  expect(shown).toHaveLength(13)
})

const methods = (of: { readonly prototype: object }): readonly string[] => {
  const members = Object.entries(Object.getOwnPropertyDescriptors(of.prototype))
  return members
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name]) => name)
}

/** What the words themselves call. */
const inner = ['rewritten']

const words = [
  ...Object.keys(functions),
  ...Object.keys(panels),
  ...Object.keys(scenarios),
  ...Object.keys(exposedBy(node)),
  ...methods(Query),
  ...methods(Condition),
  ...[
    'job',
    'exposedBy',
    'writtenByPrometheus',
    'where',
    'upTo',
    'not',
    'matching',
    'mayBeEmpty',
    'record',
    'verbatim',
  ],
  ...Object.keys(touches),
  ...['drill', 'slo', 'latencySlo', 'fromOpenSLO'],
  ...['namesOf', 'byComponent', 'deployedIn', 'probes', 'pushed'],
  ...['alert', 'alertEach', 'group', 'dashboard', 'row', 'mark', 'instancesOf', 'valuesOf'],
].filter((word) => !inner.includes(word))

test.each([...new Set(words)])('%s has an example', (word) => {
  const code = blocks.map((block) => block.code).join('\n')
  const used = code.replaceAll(/^import [^']*'[^']*'$/gm, '')
  expect(used).toMatch(new RegExp(`\\b${word}\\b`))
})

/** The settings of a stack that runs nothing but the servers, besides what the reference declares. */
const settings = (): string =>
  readFileSync(join(root, 'test/projects/shop/stack.ts'), 'utf8')
    .replace('../../../build/', './build/')
    .replace(/^ +api: \{ address: .*\n/m, '')
