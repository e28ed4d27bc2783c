import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { guide as operatorReadme } from '../../build/pybase/guide.ts'
import { overrideFile } from '../../build/targets/compose/secrets.ts'
import { compose } from '../../build/targets/compose.ts'
import { root } from '../support/root.ts'
import { composeSchema } from '../targets/compose-schema.ts'
import { debian12, jobs, notifying, pinned } from '../targets/stack.ts'

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
    expect(text.includes(cadvisor?.address ?? 'no address')).toBe(stack.versions === 'pinned')
  })
})

const guide = operatorReadme(everything, jobs, 1).text

describe('the reverse proxy of the guide', () => {
  const sites = [...guide.matchAll(/^(\w+)\.example\.org \{\n([\s\S]*?)^\}/gm)].map(([, name, text = '']) => ({
    name,
    text,
  }))

  test('publishes no /metrics of a service', () => {
    expect(sites.map(({ name }) => name)).toEqual(['grafana', 'prometheus', 'alertmanager'])
    for (const { text } of sites) expect(text).toMatch(/^\trespond \/metrics 404$/m)
  })

  test('asks for a login where the service has none: Prometheus, Alertmanager, and the runbooks of Grafana', () => {
    expect(sites.map(({ text }) => /^\tbasic_auth (.*)\{$/m.exec(text)?.[1])).toEqual(['/public/runbooks/* ', '', ''])
  })
})

test('runbooks that are read elsewhere are served by nobody here', () => {
  const elsewhere = { ...pinned, urls: { ...pinned.urls, runbooks: 'https://git.example.org/monitoring/runbooks' } }
  expect(compose(elsewhere, jobs).text).not.toContain('runbooks')
  expect(operatorReadme(elsewhere, jobs, 1).text).not.toContain('/public/runbooks')
  expect(compose(pinned, jobs).text).toContain('./runbooks:/usr/share/grafana/public/runbooks:ro')
})

test("an operator's own file lies in no folder that a container mounts", () => {
  const { services } = composeSchema.parse(parse(compose(pinned, jobs).text))
  const outer = resolve('/pybase/monitoring', overrideFile(pinned))
  expect(guide).toContain(`COMPOSE_FILE=docker-compose.yml:${overrideFile(pinned)}`)
  for (const [name, { volumes }] of Object.entries(services)) {
    // These see the whole host, as users who may not read what others may not.
    if (['node_exporter', 'cadvisor'].includes(name)) continue
    for (const [source = ''] of volumes
      .map((volume) => volume.split(':'))
      .filter(([source]) => source?.startsWith('.')))
      expect(outer.startsWith(`${resolve('/pybase/monitoring', source)}/`)).toBe(false)
  }
})

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
  expect(python(guide)).toBe(python(readFileSync(join(root, 'docs/instrumentation.md'), 'utf8')))
})

test('it asks the doctor of the servers that there are', () => {
  expect(guide).toContain(
    'npm run doctor -- --prometheus http://localhost:9090 --alertmanager http://localhost:9093 --grafana http://localhost:3000\n',
  )
  expect(operatorReadme(debian12, jobs, 1).text).not.toContain('--grafana')
})

test('secrets and backups lie outside the repository around the folder', () => {
  const paths = [...guide.matchAll(/(?:\.\.\/)+pybase-\w+/g)].map(([path]) => path)
  expect(new Set(paths)).toEqual(new Set(['../../pybase-secrets', '../../pybase-backup', '../../pybase-override']))
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
