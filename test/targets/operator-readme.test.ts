import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from '../../build/commands/paths.ts'
import { compose } from '../../build/targets/compose.ts'
import { operatorReadme } from '../../build/targets/operator-readme.ts'
import { composeSchema } from './compose-schema.ts'
import { debian12, jobs, notifying, pinned } from './stack.ts'

const everything = notifying('slack', 'pagerduty', 'email', 'watchdog')

describe('the storage estimate', () => {
  test('is series × samples a day × days × 2 bytes', () => {
    const { text } = operatorReadme(pinned, jobs, 12_345)
    // 12345 × 86400 / 15 × 15 × 2 = 2,133,216,000
    expect(text).toMatch(/12,345 series × 5,760 samples a day .* × 15 days × 2 bytes/)
    expect(text).toContain('**2.1 GB**')
  })

  test('follows the scrape interval and the retention', () => {
    const stack = { ...pinned, scrape: { interval: '1m', timeout: '10s' }, retention: '2w' }
    // 1000 × 1440 × 14 × 2 = 40,320,000
    expect(operatorReadme(stack, jobs, 1000).text).toContain('**40 MB**')
  })
})

describe.each([
  ['pinned', everything],
  ['debian12', debian12],
])('the guide for %s', (_, stack) => {
  const { path, text } = operatorReadme(stack, jobs, 1000)
  const file = composeSchema.parse(parse(compose(stack, jobs).text))

  test('is a README without an open placeholder', () => {
    expect(path).toBe('README.md')
    expect(text).not.toMatch(/\{\{|\}\}|undefined/)
    expect(text.endsWith('\n')).toBe(true)
  })

  test('says of every secret who must be able to read it: the user of its service', () => {
    const services = Object.values(file.services)
    for (const secret of Object.keys(file.secrets)) {
      const user = services.find(({ secrets }) => secrets.includes(secret))?.user.split(':')[0]
      expect(text).toContain(`| \`${secret}\` | ${user} |`)
      expect(text).toContain(`   ask ${secret} ${user}\n`)
    }
  })

  test('names every image, and backs up every volume', () => {
    for (const { image } of Object.values(file.services)) expect(text).toContain(`\`${image}\``)
    const names = Object.values(file.volumes).map(({ name }) => name.replace(/^pybase-(.*)-data$/, '$1'))
    expect(text.match(/^for name in (.*); do$/gm)).toEqual(Array(2).fill(`for name in ${names.join(' ')}; do`))
  })

  test('reloads services that are there', () => {
    const services = [...text.matchAll(/docker compose exec (\S+) kill -HUP 1/g)].map(([, service = '']) => service)
    expect(services).toHaveLength(2)
    for (const service of services) expect(file.services).toHaveProperty(service)
  })

  test('lists the jobs that Prometheus scrapes, and no other', () => {
    const { cadvisor } = stack.targets
    expect(text).toContain('`http://backend:8000/api/v1/metrics`')
    expect(text.includes(cadvisor.address)).toBe(stack.versions === 'pinned')
  })
})

const guide = operatorReadme(everything, jobs, 1).text

test("the guide begins with the instrumentation, has the watchdog's address as a step, and ends with the doctor", () => {
  const [, start = ''] = /^## First start\n([\s\S]*?)^###/m.exec(guide) ?? []
  const steps = [...start.matchAll(/^(\d)\. \*\*(.*?)\.\*\*/gm)].map(([, number, title]) => `${number} ${title}`)
  expect(steps).toEqual([
    '1 Instrumentation',
    "2 The watchdog's address",
    '3 Network',
    '4 PostgreSQL',
    '5 Secrets',
    '6 Settings of this host',
    '7 Start',
    '8 Ask the doctor',
  ])
})

test('its lines of Python are those of the README, which are run', () => {
  const python = (text: string) =>
    /^( *)```python\n(\s*from pybase\.[\s\S]*?)^\1```/m.exec(text)?.[2]?.replace(/^ {3}(?=\S)/gm, '')
  expect(python(guide)).toBe(python(readFileSync(join(root, 'README.md'), 'utf8')))
})

test('it asks the doctor of the servers that there are', () => {
  expect(guide).toContain(
    'npm run doctor -- --prometheus http://localhost:9090 --alertmanager http://localhost:9093 --grafana http://localhost:3000\n',
  )
  expect(operatorReadme(debian12, jobs, 1).text).not.toContain('--grafana')
})

test('secrets and backups lie outside the repository around the folder', () => {
  const paths = [...guide.matchAll(/(?:\.\.\/)+pybase-\w+/g)].map(([path]) => path)
  expect(new Set(paths)).toEqual(new Set(['../../pybase-secrets', '../../pybase-backup']))
  expect(guide).not.toMatch(/\/secrets\b(?<!run\/secrets)/)
})

test('an address of the watchdog that is only an example is told as one', () => {
  const posting = (url: string) =>
    operatorReadme({ ...everything, notify: { ...everything.notify, watchdog: { enabled: true, url } } }, jobs, 1).text
  expect(guide).toContain('This build posts to `https://deadman.example.org/pybase`, an example where nobody listens.')
  expect(posting('https://hc.acme.io/ping/1')).toContain('This build posts to `https://hc.acme.io/ping/1`.')
  expect(operatorReadme(notifying('slack'), jobs, 1).text).toContain('In this build it is switched off.')
})

test('the guide says which notifications are off', () => {
  expect(operatorReadme(notifying('slack'), jobs, 1).text).toMatch(/- On: Slack.*\n- Off: PagerDuty/)
})
