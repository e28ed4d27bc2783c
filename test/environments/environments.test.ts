import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { cli } from '../commands/cli.ts'
import { commit, init } from '../diff/repository.ts'
import { put, stateOf, temporaryFolder, textOf } from '../output/folder.ts'
import { smallProject, stagingWith } from './project.ts'

// Production is stack.ts itself; staging has other thresholds, receivers and links.
const folder = temporaryFolder(afterAll)
const run = (...words: readonly string[]) => cli(words, { cwd: folder })
const yaml = (path: string) => parse(textOf(folder, join('out', path)))
const dashboard = (path: string) => JSON.parse(textOf(folder, join('out', path, 'grafana-dashboards/overview.json')))

beforeAll(async () => {
  await smallProject(folder)
})

describe('one build', () => {
  test('makes all environments, and only compares them with --check', async () => {
    const { code, stdout, stderr } = await run('build')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^environment staging: 2 rules, \d+ files$/m)
    expect(stdout).toMatch(
      /^left out of staging: panel .* \/ Overview › Errors of the week: it looks 1w back, and Prometheus keeps 5d\.$/m,
    )
    expect(yaml('prometheus.yml').global.external_labels).toEqual({ environment: 'production' })
    expect(yaml('staging/prometheus.yml').global.external_labels).toEqual({ environment: 'staging' })
    const expr = (path: string): string => yaml(path).groups[0].rules[0].expr
    expect(expr('alerts/trouble.yml')).toMatch(/>\s+0\.05$/)
    expect(expr('staging/alerts/trouble.yml')).toMatch(/>\s+0\.2$/)
    // The alert's threshold is the panel's.
    const steps = (path: string) =>
      dashboard(path).panels.find(({ title }: { title: string }) => title === 'Errors').fieldConfig.defaults.thresholds
        .steps
    expect(steps('staging')).toContainEqual(expect.objectContaining({ value: 0.2 }))

    expect((await run('build', '--check')).stdout).toMatch(/out\/ is up to date\n$/)
    put(folder, 'out/staging/prometheus.yml', 'edited: true\n')
    expect((await run('build', '--check')).stderr).toContain('differs  staging/prometheus.yml')
    expect(await run('build')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('changed  staging/prometheus.yml'),
    })
  })

  test('tells people where an alert comes from, and keeps environments apart that one Alertmanager hears of', () => {
    const config = yaml('staging/alertmanager/alertmanager.yml')
    expect(config.route.group_by).toContain('environment')
    expect(textOf(folder, `out/staging/alertmanager/${idOf()}.tmpl`)).toContain(
      '{{ with .GroupLabels.environment }}{{ . }}: {{ end }}',
    )
    const link = yaml('staging/alerts/trouble.yml').groups[0].rules[0].annotations.dashboard_url
    expect(link).toMatch(/^http:\/\/grafana\.staging:3000\/d\/.*&var-datasource=prometheus-staging/)
    expect(yaml('staging/provisioning/datasources/prometheus-staging.yml').datasources[0]).toMatchObject({
      name: 'Prometheus staging',
      uid: 'prometheus-staging',
    })
  })

  test('with --stack is of one environment, called as its file', async () => {
    const out = join(temporaryFolder(), 'out')
    expect(await run('build', '--stack', 'environments/staging.yml', '--out', out)).toMatchObject({ code: 0 })
    expect(parse(textOf(out, 'prometheus.yml')).global.external_labels).toEqual({ environment: 'staging' })
    expect(existsSync(join(out, 'staging'))).toBe(false)
  })

  test.each([
    [
      'a misspelt key',
      'retenton: 30d\n',
      /stack\.ts with environments\/staging\.yml\n {2}There is no setting retenton\./,
    ],
    [
      'a threshold out of its bounds',
      'thresholds: { tooManyErrors: 60% }\n',
      /queries\/thresholds\.ts:\d+:\d+ › threshold 'tooManyErrors' › environment staging\n(?:.*\n)*? {2}The setting thresholds\.tooManyErrors is '60%', and it may be from '1%' to '50%'\./,
    ],
    [
      'a threshold of another unit',
      'thresholds: { tooManyErrors: 2s }\n',
      /The setting thresholds\.tooManyErrors is '2s', and its bounds '1%' and '50%' measure ratio\./,
    ],
    [
      'a threshold that nobody asks for',
      'thresholds: { tooManyError: 2% }\n',
      /stack\.ts › thresholds\.tooManyError › environment staging\n.*No definition asks for the threshold tooManyError, which is '2%' here; there is tooManyErrors\.\n {2}Write tooManyErrors\./,
    ],
  ])('refuses %s, and writes nothing', async (_, more, message) => {
    const before = stateOf(join(folder, 'out'))
    try {
      put(folder, 'environments/staging.yml', `urls: { grafana: http://grafana.staging:3000 }\n${more}`)
      const { code, stderr } = await run('build')
      expect(stderr).toMatch(message)
      expect(code).toBe(1)
      expect(stateOf(join(folder, 'out'))).toEqual(before)
    } finally {
      put(folder, 'environments/staging.yml', stagingWith(''))
    }
  })
})

test('a label of a rule that would hide the environment is refused', async () => {
  const before = textOf(folder, 'alerts/trouble.ts')
  put(
    folder,
    'alerts/trouble.ts',
    before.replace("component: 'app',", "component: 'app',\n  labels: { environment: 'qa' },"),
  )
  try {
    const { code, stderr } = await run('build')
    expect(code).toBe(1)
    expect(stderr).toContain('The rule sets environment, which is an external label of this Prometheus')
  } finally {
    put(folder, 'alerts/trouble.ts', before)
  }
})

describe('one Grafana', () => {
  const own = 'urls: { grafana: http://localhost:3000 }\n'
  const inOne = (more: string) => put(folder, 'environments/staging.yml', `${own}${more}`)

  test('with two dashboards of one uid is refused', async () => {
    inOne('')
    const { code, stderr } = await run('build')
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^error {2}environments\/staging\.yml\n {2}Dashboards of stack\.ts and of environments\/staging\.yml have one uid in one Grafana, http:\/\/localhost:3000: \S+-overview\./,
    )
  })

  test('has a set for each environment, in folders of their own', async () => {
    inOne('dashboards: named\n')
    expect(await run('build')).toMatchObject({ code: 0, stderr: '' })
    const [ours, theirs] = [dashboard(''), dashboard('staging')]
    expect([theirs.uid, theirs.title]).toEqual([`${ours.uid}-staging`, `${ours.title} (staging)`])
    expect(theirs.tags).toContain('staging')
    const link = yaml('staging/alerts/trouble.yml').groups[0].rules[0].annotations.dashboard_url
    expect(link).toContain(`/d/${theirs.uid}?`)
    const { providers } = yaml(`staging/provisioning/dashboards/${idOf()}-staging.yml`)
    expect(providers[0]).toMatchObject({
      folderUid: `${idOf()}-staging`,
      options: { path: '/etc/grafana/dashboards-staging' },
    })
  })

  test('has one set with a picker of environments', async () => {
    inOne('dashboards: shared\n')
    expect(await run('build')).toMatchObject({ code: 0, stderr: '' })
    expect(existsSync(join(folder, 'out/staging/grafana-dashboards'))).toBe(false)
    expect(existsSync(join(folder, 'out/staging/provisioning/datasources/prometheus-staging.yml'))).toBe(true)
    expect(dashboard('').templating.list[0]).toMatchObject({
      type: 'datasource',
      current: { value: 'prometheus-production' },
    })
  })

  test('that nobody has dashboards for shares none', async () => {
    put(folder, 'environments/staging.yml', stagingWith('dashboards: shared\n'))
    const { code, stderr } = await run('build')
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no other environment has any in the Grafana http://grafana.staging:3000'),
    })
    put(folder, 'environments/staging.yml', stagingWith(''))
  })
})

describe('diff', () => {
  test('compares two environments: staging pages nobody', async () => {
    const { code, stdout } = await run('diff', 'production', 'staging')
    expect(code).toBe(0)
    expect(stdout).toContain("AppErrors fires later: threshold 5% → 20%, also in panel 'Errors'")
    expect(stdout).toContain('nobody is paged, no longer by pagerduty')
    expect(stdout).toMatch(/differences from production to staging/)
  })

  test('names the environments where a word is none', async () => {
    expect(await run('diff', 'stagin', 'stack.ts')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'There is no environment stagin; there is production, staging.\n  Write staging.',
      ),
    })
  })

  test('compares each environment of a revision with itself', async () => {
    await run('build')
    put(folder, '.gitignore', 'node_modules/\n')
    init(folder)
    commit(folder)
    put(folder, 'environments/staging.yml', stagingWith('').replace('20%', '10%'))
    const { stdout } = await run('diff')
    expect(stdout).toContain('staging › alerts/trouble.yml\n    AppErrors fires earlier: threshold 20% → 10%')
    expect(stdout).not.toMatch(/^ {2}alerts\/trouble/m)
    put(folder, 'environments/staging.yml', stagingWith(''))
  })
})

test('check says in which environment something is found', async () => {
  put(folder, 'environments/staging.yml', stagingWith('evaluationInterval: 5m\n'))
  const { code, stdout } = await run('check')
  expect(code).toBe(1)
  expect(stdout).toContain('› environment staging')
  put(folder, 'environments/staging.yml', stagingWith(''))
  expect(await run('check')).toMatchObject({ code: 0 })
})

/** What the project was begun as. */
const idOf = (): string => /id: '([^']+)'/.exec(textOf(folder, 'stack.ts'))?.[1] ?? ''
