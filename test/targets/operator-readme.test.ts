import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
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

test('the guide says which notifications are off', () => {
  expect(operatorReadme(notifying('slack'), jobs, 1).text).toMatch(/- On: Slack.*\n- Off: PagerDuty/)
})
