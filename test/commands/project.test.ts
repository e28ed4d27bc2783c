import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { cli } from './cli.ts'

// Whose project a command is about, and how one begins.

const nobody = { MONITORING_ROOT: undefined }
const told = async (cwd: string, ...words: readonly string[]) => {
  const { code, stdout, stderr } = await cli(words, { cwd, env: nobody })
  expect(stderr).not.toMatch(/^\s+at /m)
  return { code, stdout, stderr }
}

test('without a project nothing is compiled, and files are checked all the same', async () => {
  const cwd = temporaryFolder()
  for (const command of ['build', 'check', 'drill', 'diff']) {
    const { code, stdout, stderr } = await told(cwd, command)
    expect({ code, stdout }, command).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/No project is here: .*stack\.ts[\s\S]*npx monitoring init/)
  }
  put(cwd, 'rules.yml', 'groups: [{ name: a, rules: [{ alert: A, expr: up == 2, labels: { severity: page } }] }]\n')
  const { code, stdout } = await told(cwd, 'check', 'rules.yml')
  expect(code).toBe(1)
  expect(stdout).toContain('rules.yml')
})

test('--root names a folder that has none, and two projects above one folder, are told', async () => {
  const cwd = temporaryFolder()
  expect((await told(cwd, 'build', '--root', cwd)).stderr).toContain('the folder has no stack.ts')
  for (const folder of ['outer', 'outer/inner'])
    for (const file of ['stack.ts', 'package.json']) put(cwd, `${folder}/${file}`, '{}')
  mkdirSync(join(cwd, 'outer/inner/queries'))
  const { code, stderr } = await told(join(cwd, 'outer/inner/queries'), 'build')
  expect(code).toBe(2)
  expect(stderr).toMatch(
    /Two projects are above this folder: \S+outer\/inner\/ and \S+outer\/\.\n {2}Say which one is meant: --root DIR\./,
  )
})

test('definitions for a later release of the compiler are not compiled by this one', async () => {
  const cwd = temporaryFolder()
  put(cwd, 'stack.ts', '')
  put(cwd, 'package.json', '{ "devDependencies": { "@pybase/monitoring": "^99.1.0" } }')
  const { code, stderr } = await told(cwd, 'build')
  expect(code).toBe(1)
  expect(stderr).toMatch(/ask for @pybase\/monitoring 99\.1\.0, and this is \d+\.\d+\.\d+\./)
})

test('a project begins in a folder that is empty, and nowhere else', async () => {
  const cwd = temporaryFolder()
  put(cwd, 'used/notes.txt', '')
  put(cwd, 'broken/package.json', '{')
  put(cwd, 'file', '')
  for (const [folder, complaint] of [
    ['used', 'The folder has files already: notes.txt.'],
    ['broken', 'The file cannot be read: '],
    ['file', 'This is a file.'],
  ] as const) {
    const { code, stdout, stderr } = await told(cwd, 'init', folder)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(complaint)
  }
  expect(readdirSync(join(cwd, 'used'))).toEqual(['notes.txt'])
  expect((await told(cwd, 'init', 'a', 'b')).code).toBe(2)

  put(cwd, 'web/package.json', '{ "name": "@acme/web-shop-monitoring", "type": "commonjs", "license": "MIT" }')
  expect((await told(cwd, 'init', 'web')).code).toBe(0)
  const { name, type, license, scripts, devDependencies } = JSON.parse(textOf(cwd, 'web/package.json'))
  // What reads TypeScript is the release that the compiler is tested with.
  const { dependencies } = JSON.parse(textOf(root, 'package.json'))
  expect([undefined, dependencies.tsx]).toContain(devDependencies.tsx)
  expect({ name, type, license }).toEqual({ name: '@acme/web-shop-monitoring', type: 'module', license: 'MIT' })
  expect(scripts.build).toBe('monitoring build')
  expect(textOf(cwd, 'web/stack.ts')).toContain("product: { name: 'Web Shop', id: 'web-shop' }")
  expect(textOf(cwd, 'web/stack.ts')).toContain("to: 'oncall@example.com'")
  expect((await told(cwd, 'init', 'web')).stderr).toContain('There is a project already')
  // Where it is, its compiler builds it, with nothing installed.
  const built = await told(join(cwd, 'web'), 'build')
  expect(built).toMatchObject({ code: 0, stderr: '' })
  expect(built.stdout).toContain('1 alerts proven')
  expect(await told(join(cwd, 'web'), 'check')).toMatchObject({
    code: 0,
    stdout: 'No findings in 1 rule and 3 panels.\n',
  })
})
