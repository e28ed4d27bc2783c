import { describe, expect, test } from 'vitest'
import { readArguments } from '../../build/commands/arguments.ts'
import { commandNames, commands, helpOf } from '../../build/commands/usage.ts'
import { Refused } from '../../build/findings/problem.ts'
import { cli } from './cli.ts'

function refused(...words: readonly string[]): string {
  try {
    readArguments(words)
  } catch (error) {
    expect(error).toBeInstanceOf(Refused)
    expect((error as Refused).exitCode).toBe(2)
    return (error as Refused).message
  }
  throw new Error('These words were not refused.')
}

describe('arguments', () => {
  test('are read in any order', () => {
    const { command, values, switches } = readArguments(['--check', 'build', '--out', 'x', '--stack=y.yml'])
    expect(command).toBe('build')
    expect(values).toEqual({ out: 'x', stack: 'y.yml' })
    expect([...switches]).toEqual(['check'])
  })

  test.each([
    [['buld'], 'Unknown command buld; did you mean build?'],
    [['frobnicate'], 'Unknown command frobnicate.'],
    [['build', '--chekc'], 'Unknown flag --chekc; did you mean --check?'],
    [['build', '--outt=x'], 'Unknown flag --outt; did you mean --out?'],
    [['dev', '--check'], 'Unknown flag --check.'],
    [['validate', '--format', 'x'], 'Unknown flag --format.'],
    [['--check'], 'Unknown flag --check.'],
    [['build', 'queries'], 'Unexpected argument queries.'],
    [['build', '--out'], '--out needs a value: --out PATH.'],
    [['build', '--out='], '--out needs a value: --out PATH.'],
    [['build', '--out', '--check'], '--out needs a value: --out PATH.'],
    [['build', '--check=yes'], '--check takes no value, but has "yes".'],
  ])('%j is refused', (words, message) => {
    expect(refused(...words)).toContain(message)
  })
})

describe('the command line', () => {
  test.each([undefined, ...commandNames])('explains itself: %s --help', async (name) => {
    const { code, stdout, stderr } = await cli(name === undefined ? ['--help'] : [name, '--help'])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${helpOf(name)}\n`, stderr: '' })
    for (const flag of name === undefined ? [] : commands[name].flags) expect(stdout).toContain(`--${flag}`)
  })

  test('answers wrong usage with one message, the usage and exit code 2', async () => {
    const { code, stdout, stderr } = await cli(['build', '--chekc'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      'error  command line › build\n' +
        '  Unknown flag --chekc; did you mean --check?\n' +
        '  Usage: npm run build -- [--out PATH] [--check] [--stack FILE] [--no-types] [--no-cache] [--root DIR] [--verbose] [--help]\n',
    )
  })

  test('without a command shows the help, as wrong usage', async () => {
    expect(await cli([])).toMatchObject({ code: 2, stdout: `${helpOf(undefined)}\n` })
  })
})
