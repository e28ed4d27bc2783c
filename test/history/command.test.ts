import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { cli } from '../commands/cli.ts'
import { always, serve } from '../doctor/serve.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { startPrometheus } from '../support/prometheus.ts'
import { testWith } from '../support/tools.ts'

const rules = (threshold: number, record = 'max by (job) (load)') => `
groups:
  - name: load
    interval: 15s
    rules:
      - record: job:load:max
        expr: ${record}
      - alert: LoadHigh
        expr: job:load:max > ${threshold}
        for: 2m
        labels: { severity: critical }
      - alert: LoadAlwaysHigh
        expr: min_over_time(job:load:max[10m]) > ${threshold}
        labels: { severity: warning }
      - alert: LoadGone
        expr: absent(load)
        labels: { severity: warning }
`

const notifying = `
route:
  receiver: pager
  group_by: [job]
  group_wait: 30s
  group_interval: 5m
receivers: [{ name: pager, webhook_configs: [{ url: 'http://127.0.0.1:1/' }] }]
inhibit_rules: [{ source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: [job] }]
`

const minute = 60_000

/**
 * Two hours of a load that is high from minute 30 to 50, for a minute from 70 on and from 90 to 96; from minute 100 to 110
 * nothing was scraped.
 */
function past(end: number): string {
  const lines: string[] = []
  const times = Array.from({ length: 480 }, (_, at) => end - (480 - at) * 15_000)
  const inside = (time: number, from: number, until: number) =>
    time >= end - (120 - from) * minute && time < end - (120 - until) * minute
  const scraped = times.filter((time) => !inside(time, 100, 110))
  const isHigh = (time: number) => inside(time, 30, 50) || inside(time, 70, 71) || inside(time, 90, 96)
  for (const [name, value] of [
    ['up', () => 1],
    ['load', (time: number) => (isHigh(time) ? 9 : 1)],
  ] as const) {
    lines.push(`# TYPE ${name} gauge`)
    for (const time of scraped) lines.push(`${name}{job="app",instance="a:1"} ${value(time)} ${time / 1000}`)
  }
  return `${lines.join('\n')}\n# EOF\n`
}

testWith(
  ['prometheus', 'promtool'],
  'what rules would have done is told, and what a change makes of it',
  async ({ prometheus, promtool }) => {
    const folder = temporaryFolder()
    const data = join(folder, 'data')
    put(folder, 'past.om', past(Math.floor(Date.now() / minute) * minute))
    execFileSync(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'past.om'), data])
    await using server = await startPrometheus(prometheus, { data })
    put(folder, 'rules.yml', rules(5))
    put(folder, 'alertmanager.yml', notifying)
    const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: folder })
    git('init', '-q')
    git('add', 'rules.yml')
    git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'rules')
    const drill = (...words: readonly string[]) =>
      cli(['drill', '--history', server.url, '--rules', 'rules.yml', ...words], { cwd: folder })

    const alone = await drill('--since', '3h', '--alertmanager', 'alertmanager.yml')
    expect(alone.stderr).toBe('')
    expect(alone.stdout).toMatch(/^LoadHigh +critical +2 +22m\S* +18m\S* +once$/m)
    expect(alone.stdout).toMatch(/^LoadAlwaysHigh +warning +1 +10m\S* +10m\S* +–$/m)
    // While nothing was scraped nothing was evaluated: five minutes later `absent` would have been true.
    expect(alone.stdout).toMatch(/^1 alert neither fired nor waited: LoadGone$/m)
    expect(alone.stdout).toContain('Told after grouping and inhibition: 2 pages, 0 tickets.')
    expect(alone.stdout).toMatch(/note {2}it remembers \S+ of the 3h that were asked for/)
    expect(alone.stdout).toMatch(/note {2}nothing was scraped for \S+ in all/)
    expect(alone.stdout).toContain('note  computed in place, since it has not recorded them all the time: job:load:max')
    expect(alone.code).toBe(0)

    put(folder, 'rules.yml', rules(5).replace('for: 2m', 'for: 10m'))
    const compared = await drill('--since', '2h', '--against', 'HEAD')
    expect(compared.stdout).toMatch(/^LoadHigh +critical +2 → 1 +22m\S* → 10m\S* +18m\S* → 10m\S* +once → 2 times$/m)
    expect(compared.stdout).toMatch(/^1 alert fired as before: LoadAlwaysHigh$/m)
    expect(compared.stdout).toContain('Who is told was not asked')

    const one = await drill('--since', '2h', 'LoadGone')
    expect(one.stdout).not.toContain('LoadHigh')
    const none = await drill('LoadHgh')
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining('There is no alert LoadHgh; did you mean LoadHigh?'),
    ])

    const long = await drill('--since', '90d')
    expect(long.code).toBe(2)
    expect(long.stderr).toMatch(/Prometheus keeps 15d, and 90d are asked for\.\n {2}Write --since 15d or less/)
    const unknown = await drill('--against', 'nowhere')
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('has no revision nowhere')])
    await refusedRules(folder, drill)
  },
)

/** What the server refuses is told after all the others, and what fails in the middle of the past is counted. */
async function refusedRules(
  folder: string,
  drill: (...words: readonly string[]) => ReturnType<typeof cli>,
): Promise<void> {
  put(folder, 'rules.yml', rules(5).replace('absent(load)', 'mad_over_time(load[5m]) > 3'))
  const { code, stdout, stderr } = await drill('--since', '2h')
  expect(stdout).toMatch(/^LoadHigh /m)
  expect(stderr).toMatch(/^error {2}rules\.yml › LoadGone\n {2}Prometheus answers .*400.*\n {2}Correct the expression/)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(code).toBe(1)
}

describe('nothing can be asked', () => {
  const drill = (...words: readonly string[]) => cli(['drill', ...words])
  const folder = temporaryFolder(afterAll)
  put(folder, 'rules.yml', rules(5))
  const named = ['--rules', join(folder, 'rules.yml')]

  test.each([
    ['where nobody answers', 'http://127.0.0.1:1', /nothing listens there\.\n {2}Start it/],
    ['of what is no URL', 'localhost:9090', /localhost:9090 is no URL that starts with http:\/\//],
    ['with a password in the URL', 'http://a:secret@localhost:9090', /The URL holds a user or a password/],
  ])('%s', async (_, url, message) => {
    const { code, stdout, stderr } = await drill('--history', url, ...named)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/^\s+at |secret/m)
  })

  test('where somebody else answers, or wants to know who asks', async () => {
    const page = await serve(always('<html>', { type: 'text/html' }))
    expect((await drill('--history', page.url, ...named)).stderr).toMatch(/with a web page\.\n {2}Look what answers/)
    const closed = await serve(always('{}', { status: 401 }))
    const { code, stderr } = await drill('--history', closed.url, ...named)
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/401: it wants to know who asks.*\n {2}Set PROMETHEUS_TOKEN/),
    ])
  })

  test.each([
    [['--since', '1d'], '--since goes with --history URL.'],
    [['--insecure'], '--insecure goes with --history URL.'],
    [['--history', 'http://127.0.0.1:1', '--since', 'soon'], '--since soon is no duration of a second or more'],
    [['--history', 'http://127.0.0.1:1', '--alertmanager', 'a.yml'], '--alertmanager goes with --rules'],
    [['--history', 'http://127.0.0.1:1', '--png', 'x'], 'they do not go together'],
  ])('for %j', async (words, message) => {
    const { code, stdout, stderr } = await drill(...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})
