import { expect, test } from 'vitest'
import { tokenInTheClear } from '../../../build/checks/security/token-in-the-clear.ts'
import { ours, told } from '../subject.ts'

const job = {
  name: 'api',
  place: { file: 'prometheus.yml', path: ['api'] },
  interval: 15,
  timeout: 10,
  path: '/metrics',
  metricRelabeling: [],
  flags: undefined,
}
const scraping = (target: string, more: object) => ({
  ...ours,
  scraping: {
    place: { file: 'prometheus.yml', path: [] },
    evaluationInterval: 15,
    jobs: [{ ...job, targets: [target, 'backend:8000'], ...more }],
    ruleFiles: [],
    alertmanagers: [],
    retention: undefined,
    version: undefined,
    externalLabels: [],
  },
})
const open = { hasCredentials: true, scheme: 'http' }

test('a token that everybody on the way can read', () => {
  expect(told(tokenInTheClear, scraping('api.example.org:80', open))).toMatchInlineSnapshot(`
    "warning  token-in-the-clear   prometheus.yml › api
      The job api sends its token to api.example.org:80 over plain HTTP, and that is no private address.
      Scrape it over https (\`scheme: https\`), or by an address of the own network."
  `)
})

test.each(['203.0.113.7:8000', '172.32.0.1:80', 'api.example.org:8000', '[2001:db8::1]:80'])(
  '%s is outside',
  (target) => {
    expect(told(tokenInTheClear, scraping(target, open))).toContain('over plain HTTP')
  },
)

test.each([
  'backend:8000',
  '10.1.2.3:80',
  '192.168.1.1:80',
  '172.16.0.1:80',
  '127.0.0.1:80',
  '[::1]:80',
  '[fd00::7]:80',
  'api.internal:80',
])('%s is inside', (target) => {
  expect(told(tokenInTheClear, scraping(target, open))).toBe('')
})

test.each([
  { hasCredentials: true, scheme: 'https' },
  { hasCredentials: false, scheme: 'http' },
])('%o is fine', (more) => {
  expect(told(tokenInTheClear, scraping('api.example.org:80', more))).toBe('')
})
