import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { releasesOf } from '../../build/stack/releases.ts'
import stack from '../../stack.ts'
import { put, temporaryFolder, textOf } from '../output/folder.ts'
import { testWith } from '../support/tools.ts'
import { cli } from './cli.ts'
import { here } from './here.ts'

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

const noTools = { PROMTOOL: '', AMTOOL: '', CONTAINER: '', PATH: '/nowhere' }

/** Settings for `--stack`: the pinned releases are these. */
function pinning(prometheus: string, alertmanager: string): string {
  const folder = temporaryFolder()
  put(folder, 'stack.yml', `releases: {pinned: {prometheus: ${prometheus}, alertmanager: ${alertmanager}}}\n`)
  return join(folder, 'stack.yml')
}

const { prometheus, alertmanager } = releasesOf(stack)

/** Checks `out` for a stack that is for these releases, by default those of stack.ts. */
const validate = (out: string, env: NodeJS.ProcessEnv = {}, ...flags: readonly string[]) =>
  (flags.includes('--stack') ? cli : here)(['validate', '--out', out, ...flags], { env })

/** What an installed tool says of its release. */
const releaseOf = (program: string): string =>
  /version (\d+\.\d+\.\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? ''

describe('with the real tools', () => {
  testWith(
    ['promtool', 'amtool'],
    'a right folder passes, and the number of rules and who counted them is told',
    async ({ promtool, amtool }) => {
      const [ofPromtool, ofAmtool] = [releaseOf(promtool), releaseOf(amtool)]
      const { code, stdout, stderr } = await validate(output(), {}, '--stack', pinning(ofPromtool, ofAmtool))
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toBe(
        `promtool  2 rules in 2 files, prometheus.yml (${promtool}, ${ofPromtool})\n` +
          `promtool  rule tests in 1 file\namtool    alertmanager/alertmanager.yml (${amtool}, ${ofAmtool})\n`,
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
        `or start docker or podman, which then runs prom/prometheus:v${prometheus}.\n`,
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
      const [ofPromtool, ofAmtool] = [releaseOf(promtool), releaseOf(amtool)]
      // Does in the mounted folder what the container would do in /out.
      const tools = `cd '${out}' && if [ "$tool" = promtool ]; then exec '${promtool}' "$@"; else exec '${amtool}' "$@"; fi`
      fakeEngine(bin, 'podman', { tools })
      const env = { ...noTools, PATH: bin }
      const { code, stdout, stderr } = await validate(out, env, '--stack', pinning(ofPromtool, ofAmtool))
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toContain(`(prom/prometheus:v${ofPromtool} through podman, ${ofPromtool})`)
      expect(stdout).toContain(`(prom/alertmanager:v${ofAmtool} through podman, ${ofAmtool})`)
      const runs = calls(bin).filter((call) => call.startsWith('run '))
      expect(runs).toHaveLength(6)
      for (const call of runs) {
        expect(call).toMatch(/^run --rm --network none /)
        expect(call).toContain(` --volume ${out}:/out:ro `)
      }
      expect(runs[1]).toContain(`--entrypoint promtool docker.io/prom/prometheus:v${ofPromtool} check config `)
      expect(runs[5]).toContain(`--entrypoint amtool docker.io/prom/alertmanager:v${ofAmtool} check-config `)
    },
  )

  test('CONTAINER chooses the client', async () => {
    const [bin, other] = [temporaryFolder(), temporaryFolder()]
    fakeEngine(bin, 'docker')
    fakeEngine(other, 'podman')
    const CONTAINER = join(other, 'podman')
    expect(await validate(output(), { ...noTools, PATH: bin, CONTAINER })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`(prom/prometheus:v${prometheus} through ${CONTAINER}, ${prometheus})`),
    })
    expect(await validate(output(), { ...noTools, PATH: bin, CONTAINER: 'podman' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('PATH has no podman'),
    })
  })
})

describe('with --container', () => {
  /** Tools that would be found, and refuse everything. */
  function installed(bin: string): NodeJS.ProcessEnv {
    for (const name of ['promtool', 'amtool']) script(bin, name, `echo ${name} >> '${bin}/calls'; exit 1`)
    return { ...noTools, PATH: bin, PROMTOOL: join(bin, 'promtool'), AMTOOL: join(bin, 'amtool') }
  }

  test('the images of the releases check, whatever is installed or named', async () => {
    const bin = temporaryFolder()
    const env = installed(bin)
    fakeEngine(bin, 'docker')
    const { code, stdout, stderr } = await validate(output(), env, '--container')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      `promtool  2 rules in 2 files, prometheus.yml (prom/prometheus:v${prometheus} through docker, ${prometheus})\n` +
        'promtool  rule tests in 1 file\n' +
        `amtool    alertmanager/alertmanager.yml (prom/alertmanager:v${alertmanager} through docker, ${alertmanager})\n`,
    )
    expect(calls(bin).filter((call) => !/^(?:run|image inspect) /.test(call))).toEqual([])
  })

  test('the image is of the releases that the stack is for', async () => {
    const bin = temporaryFolder()
    fakeEngine(bin, 'docker')
    const { debian12 } = stack.releases
    put(bin, 'stack.yml', 'versions: debian12\n')
    const settings = join(bin, 'stack.yml')
    const { code, stdout, stderr } = await validate(
      output(),
      { ...noTools, PATH: bin },
      '--container',
      '--stack',
      settings,
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`prom/prometheus:v${debian12.prometheus} through docker`)
    expect(stdout).toContain(`prom/alertmanager:v${debian12.alertmanager} through docker`)
  })

  test('of two clients the one whose engine answers is taken, or the one that CONTAINER names', async () => {
    const bin = temporaryFolder()
    script(bin, 'docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1')
    fakeEngine(bin, 'podman')
    const env = { ...noTools, PATH: bin }
    expect(await validate(output(), env, '--container')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('through podman'),
    })
    expect(await validate(output(), { ...env, CONTAINER: 'docker' }, '--container')).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        'error  CONTAINER=docker\n' +
        '  The engine of docker does not answer: Cannot connect to the Docker daemon\n' +
        '  Start it, or unset CONTAINER so that another one may be found.\n',
    })
  })

  test.each([
    ['another program', 'lxc', 'CONTAINER should be docker, podman or the path of one of them, and is lxc.'],
    ['a client that PATH has not', 'podman', 'should name a container client, but PATH has no podman.'],
    ['a path to nothing', '/nowhere/docker', 'should name a container client, but nothing there can be run.'],
  ])('CONTAINER is refused: %s', async (_, CONTAINER, what) => {
    const bin = temporaryFolder()
    for (const name of ['docker', 'lxc']) fakeEngine(bin, name)
    const { code, stderr } = await validate(output(), { ...installed(bin), CONTAINER }, '--container')
    expect(code).toBe(1)
    expect(stderr).toContain(`error  CONTAINER=${CONTAINER}\n`)
    expect(stderr).toContain(what)
    expect(stderr).toMatch(/correct CONTAINER, or unset it/i)
  })

  test('fails without an engine, and says why each is no way', async () => {
    const bin = temporaryFolder()
    script(bin, 'podman', 'echo "WARNING: no configuration" >&2; echo "no socket" >&2; exit 125')
    expect(await validate(output(), installed(bin), '--container')).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        'error  validate --container\n' +
        '  promtool and amtool should run in a container, but neither docker nor podman has a running engine ' +
        '(docker: not in PATH; podman: no socket).\n' +
        '  Start docker or podman, or set CONTAINER to the path of its client; without --container those installed are taken.\n',
    })
  })

  test('pulls an image that the engine does not have, and says so', async () => {
    const bin = temporaryFolder()
    fakeEngine(bin, 'docker', { lacks: ['image inspect'] })
    const { code, stdout } = await validate(output(), { ...noTools, PATH: bin }, '--container')
    expect(code).toBe(0)
    expect(stdout).toContain(`docker pulls docker.io/prom/prometheus:v${prometheus}\npromtool `)
    expect(stdout).toContain(`docker pulls docker.io/prom/alertmanager:v${alertmanager}\namtool `)
    expect(calls(bin)).toContain(`pull docker.io/prom/prometheus:v${prometheus}`)
  })

  test('fails for an image that cannot be pulled: which, and what the engine said', async () => {
    const bin = temporaryFolder()
    fakeEngine(bin, 'docker', { lacks: ['image inspect', 'pull'] })
    const { code, stderr } = await validate(output(), { ...noTools, PATH: bin }, '--container')
    const image = `docker.io/prom/prometheus:v${prometheus}`
    expect(code).toBe(1)
    expect(stderr).toBe(
      `error  ${image}\n` +
        `  The image cannot be pulled: \`docker pull ${image}\` failed with exit code 1:\n    no such thing: pull ${image}\n` +
        '  Look whether this machine reaches docker.io, or bring the image by `docker load`; ' +
        'if there is no such release, correct releases.pinned.prometheus in stack.ts.\n',
    )
  })

  test('fails where the engine does not run the tool, which is no fault of the definitions', async () => {
    const bin = temporaryFolder()
    script(bin, 'docker', '[ "$1" = run ] || exit 0; echo "mounts denied" >&2; exit 125')
    const { code, stderr } = await validate(output(), { ...noTools, PATH: bin }, '--container')
    expect(code).toBe(1)
    expect(stderr).toContain(
      'docker does not run promtool of this image, but ends with exit code 125:\n    mounts denied\n',
    )
    expect(stderr).not.toContain('definition')
  })
})

describe('another release than the stack is for', () => {
  /** Tools that accept everything and say that they are of these releases. */
  function saying(...[ofPromtool, ofAmtool]: readonly [string, string]): NodeJS.ProcessEnv {
    const bin = temporaryFolder()
    script(bin, 'promtool', accepting(ofPromtool))
    script(bin, 'amtool', accepting(ofAmtool))
    return { ...noTools, PATH: bin }
  }

  test('is a warning that names both, once for each tool, and no failure', async () => {
    const env = saying('promtool, version 2.42.7+ds (branch: debian/sid)', 'amtool, version 0.25.1 (branch: HEAD)')
    const { code, stdout, stderr } = await validate(output(), env, '--stack', pinning('3.14.0', '0.34.0'))
    const [promtool, amtool] = [join(env.PATH ?? '', 'promtool'), join(env.PATH ?? '', 'amtool')]
    expect(stderr).toBe(
      `warning  promtool › ${promtool}\n` +
        '  It is of 2.42.7, and the stack is for Prometheus 3.14.0 (versions: pinned): what the one accepts, the other may refuse.\n' +
        '  Have that release check: npm run validate -- --container; or name its promtool in PROMTOOL; ' +
        'or choose the releases that it is of, with `versions: debian12`.\n' +
        `warning  amtool › ${amtool}\n` +
        '  It is of 0.25.1, and the stack is for Alertmanager 0.34.0 (versions: pinned): what the one accepts, the other may refuse.\n' +
        '  Have that release check: npm run validate -- --container; or name its amtool in AMTOOL; ' +
        'or choose the releases that it is of, with `versions: debian12`.\n',
    )
    expect(code).toBe(0)
    expect(stdout).toContain(`(${promtool}, 2.42.7)`)
    expect(stdout).toContain(`(${amtool}, 0.25.1)`)
  })

  test.each([
    ['of another patch', '3.14.9', '0.34.7'],
    ['of a release candidate', '3.14.0-rc.1', '0.34.0-rc.0'],
  ])('is not meant by one %s', async (_, ofPromtool, ofAmtool) => {
    const env = saying(`promtool, version ${ofPromtool} (branch: HEAD)`, `a line before\namtool, version ${ofAmtool}`)
    const { code, stdout, stderr } = await validate(output(), env, '--stack', pinning('3.14.0', '0.34.0'))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`, ${ofPromtool})`)
    expect(stdout).toContain(`, ${ofAmtool})`)
  })

  test('is not a longer number: 3.1 is not 3.14', async () => {
    const env = saying('promtool, version 3.1.0', 'amtool, version 0.34.0')
    const { code, stderr } = await validate(output(), env, '--stack', pinning('3.14.0', '0.34.0'))
    expect(code).toBe(0)
    expect(stderr).toMatch(/^warning {2}promtool .*\n {2}It is of 3\.1\.0, and the stack is for Prometheus 3\.14\.0/)
    expect(stderr).not.toContain('versions: debian12')
    expect(stderr).not.toContain('amtool')
  })

  test('cannot be told where a tool answers no version, which is said', async () => {
    const env = saying('promtool, version  (branch: , revision: unknown)\n  go version: go1.19.8', 'built on 1.2.3')
    const { code, stdout, stderr } = await validate(output(), env, '--stack', pinning('3.14.0', '0.34.0'))
    expect(code).toBe(0)
    expect(stdout.match(/, which tells no version\)/g)).toHaveLength(2)
    expect(stderr).toContain(
      'It answers --version with no version, and the stack is for Prometheus 3.14.0 (versions: pinned)',
    )
    expect(stderr).toContain('the stack is for Alertmanager 0.34.0')
  })

  test('is told of an image whose name lies, too', async () => {
    const bin = temporaryFolder()
    fakeEngine(bin, 'docker', { tools: accepting('promtool, version 2.42.0') })
    const { code, stdout, stderr } = await validate(output(), { ...noTools, PATH: bin }, '--container')
    expect(code).toBe(0)
    expect(stdout).toContain(`(prom/prometheus:v${prometheus} through docker, 2.42.0)`)
    expect(stderr).toContain(`warning  promtool › prom/prometheus:v${prometheus} through docker\n  It is of 2.42.0, `)
    expect(stderr).toContain(`remove it (docker image rm docker.io/prom/prometheus:v${prometheus})`)
    expect(stderr).not.toContain('PROMTOOL')
  })
})

function script(folder: string, name: string, text: string): void {
  put(folder, name, `#!/bin/sh\n${text}\n`)
  chmodSync(join(folder, name), 0o755)
}

/** Tools that accept the folder of `output()`, and say this of their version. */
const accepting = (version: string): string => `case "$1 $2" in
  "--version ") echo "${version}";;
  "check config" | "check rules") echo "SUCCESS: 2 rules found";;
esac`

interface Engine {
  /** The calls that fail, as patterns of the shell: `image inspect`, `pull`. */
  readonly lacks?: readonly string[]
  /** What the tools in the containers do; by default they accept, and are of the release that the image's tag says. */
  readonly tools?: string
}

const ofTheTag = accepting(`$tool, version \${image##*:v} (branch: HEAD)`)

/** Stands for the engine, and writes down how it is called. */
function fakeEngine(bin: string, name: string, { lacks = [], tools = ofTheTag }: Engine = {}): void {
  const failing = ['nothing', ...lacks].map((words) => `"${words} "*`)
  script(
    bin,
    name,
    `[ "$1" = info ] && exit 0
echo "$@" >> '${bin}/calls'
case "$* " in ${failing.join('|')}) echo "no such thing: $*" >&2; exit 1;; esac
[ "$1" = run ] || exit 0
while [ "$1" != --entrypoint ]; do shift; done
tool=$2 image=$3; shift 3
${tools}`,
  )
}

const calls = (bin: string): readonly string[] => textOf(bin, 'calls').trimEnd().split('\n')
