import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { releasesOf } from '../../build/stack/releases.ts'
import stack from '../../stack.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { testWith } from '../support/tools.ts'
import { cli } from './cli.ts'

const rule = (name: string): string => `groups: [{name: ${name}, rules: [{alert: ${name}, expr: up == 0}]}]\n`

/** A rule test: this fires on an empty server. */
const ruleTest = (firing: string): string =>
  `rule_files: [../alerts/a.yml]\ntests: [{alert_rule_test: [{eval_time: 1m, alertname: A, exp_alerts: ${firing}}]}]\n`

/** A small output folder that is right: two rules in two files. */
function output(): string {
  const out = temporaryFolder()
  put(out, 'prometheus.yml', 'rule_files: [alerts/*.yml]\n')
  put(out, 'alerts/a.yml', rule('A'))
  put(out, 'alerts/b.yml', rule('B'))
  put(out, 'tests/a.test.yml', ruleTest('[]'))
  put(out, 'alertmanager/alertmanager.yml', 'route: {receiver: x}\nreceivers: [{name: x}]\n')
  return out
}

const noTools = { PROMTOOL: '', AMTOOL: '', PATH: '/nowhere' }

const validate = (out: string, env: NodeJS.ProcessEnv = {}) => cli(['validate', '--out', out], { env })

describe('with the real tools', () => {
  testWith(
    ['promtool', 'amtool'],
    'a right folder passes, and the number of rules is told',
    async ({ promtool, amtool }) => {
      const { code, stdout, stderr } = await validate(output())
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toBe(
        `promtool  2 rules in 2 files, prometheus.yml (${promtool})\npromtool  rule tests in 1 file\namtool    alertmanager/alertmanager.yml (${amtool})\n`,
      )
    },
  )

  testWith(['promtool', 'amtool'], 'each thing that is wrong fails with its reason', async () => {
    const cases: readonly (readonly [path: string, text: string, reason: RegExp])[] = [
      [
        'prometheus.yml',
        'rule_files: [/nowhere/*.yml]\n',
        /found 0 rules through prometheus\.yml, but the rule files hold 2/,
      ],
      [
        'prometheus.yml',
        'rule_files: [alerts/a.yml]\n',
        /found 1 rules through prometheus\.yml, but the rule files hold 2/,
      ],
      ['prometheus.yml', 'scrape_interval: 15s\n', /failed with exit code 1:\n(.|\n)*scrape_interval/],
      ['alerts/a.yml', rule('A').replace('up == 0', 'up =='), /failed with exit code 1:\n(.|\n)*parse error/],
      [
        'alerts/a.yml',
        `groups: [{name: A, rules: [${'{alert: A, expr: up == 0}, '.repeat(2)}]}]\n`,
        /failed with exit code 3:\n(.|\n)*duplicate rule/,
      ],
      ['alerts/a.yml', '# no groups\n', /alerts\/a\.yml\n {2}A rule file holds `groups`/],
      ['tests/a.test.yml', ruleTest('[{exp_labels: {}}]'), /failed with exit code 1:\n(.|\n)*alertname: A, time: 1m/],
      ['alertmanager/alertmanager.yml', 'route: {receiver: y}\nreceivers: [{name: x}]\n', /undefined receiver "y"/],
    ]
    for (const [path, text, reason] of cases) {
      const out = output()
      put(out, path, text)
      const { code, stderr } = await validate(out)
      expect(code, `${path}: ${text}`).toBe(1)
      expect(stderr).toMatch(reason)
    }
  })
})

describe('what is not a stack', () => {
  test('is refused: nothing built, and no rules', async () => {
    expect(await validate(temporaryFolder())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no prometheus.yml'),
    })
    const out = output()
    rmSync(join(out, 'alerts'), { recursive: true })
    expect(await validate(out)).toMatchObject({ code: 1, stderr: expect.stringContaining('not one rule') })
  })

  testWith(['promtool'], 'is refused: rules without tests', async () => {
    const out = output()
    rmSync(join(out, 'tests'), { recursive: true })
    expect(await validate(out)).toMatchObject({ code: 1, stderr: expect.stringContaining('but there is not one') })
  })
})

describe('without promtool', () => {
  test('validate fails and says the three ways to get it', async () => {
    const { code, stderr } = await validate(output(), noTools)
    expect(code).toBe(1)
    expect(stderr).toBe(
      'error  promtool\n' +
        '  promtool checks the output, but it was not found: PROMTOOL is not set, PATH has none, and neither docker nor podman has a running engine.\n' +
        '  Install it (apt-get install prometheus), or set PROMTOOL to its path, ' +
        `or start docker or podman, which then runs prom/prometheus:v${releasesOf(stack).prometheus}.\n`,
    )
  })

  test('a container client without an engine is no way to get it', async () => {
    const bin = temporaryFolder()
    script(bin, 'docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1')
    expect(await validate(output(), { ...noTools, PATH: bin })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('neither docker nor podman has a running engine'),
    })
  })

  testWith(
    ['promtool', 'amtool'],
    'a container has it: without network, the folder read-only, the pinned image',
    async ({ promtool, amtool }) => {
      const bin = temporaryFolder()
      const out = output()
      // Stands for the engine: does in the mounted folder what the container would do in /out.
      script(
        bin,
        'podman',
        `[ "$1" = info ] && exit 0
       echo "$@" >> '${bin}/calls'
       while [ "$1" != --entrypoint ]; do shift; done
       tool=$2; shift 3
       cd '${out}' && if [ "$tool" = promtool ]; then exec '${promtool}' "$@"; else exec '${amtool}' "$@"; fi`,
      )
      const { code, stdout, stderr } = await validate(out, { ...noTools, PATH: bin })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      const { prometheus, alertmanager } = releasesOf(stack)
      expect(stdout).toContain(`(prom/prometheus:v${prometheus} through podman)`)
      const calls = textOf(bin, 'calls').trimEnd().split('\n')
      expect(calls).toHaveLength(4)
      for (const call of calls) {
        expect(call).toMatch(/^run --rm --network none /)
        expect(call).toContain(` --volume ${out}:/out:ro `)
      }
      expect(calls[0]).toContain(`--entrypoint promtool docker.io/prom/prometheus:v${prometheus} check config `)
      expect(calls[3]).toContain(`--entrypoint amtool docker.io/prom/alertmanager:v${alertmanager} check-config `)
    },
  )
})

function script(folder: string, name: string, text: string): void {
  put(folder, name, `#!/bin/sh\n${text}\n`)
  chmodSync(join(folder, name), 0o755)
}
