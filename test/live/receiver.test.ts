import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Receiver, startReceiver } from './receiver.ts'

let receiver: Receiver
beforeEach(async () => {
  receiver = await startReceiver()
})
afterEach(() => receiver.stop())

const post = async (path: string, body: unknown): Promise<number> =>
  (await fetch(`${receiver.url}${path}`, { method: 'POST', body: JSON.stringify(body) })).status

test('Slack answers with one word, and no JSON', async () => {
  const body = JSON.stringify(slack('[FIRING:1] PyBaseSlow (api)'))
  const response = await fetch(`${receiver.url}/slack`, { method: 'POST', body })
  expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/html', 'ok'])
})

const slack = (title: string) => ({ attachments: [{ title, title_link: 'http://dashboard', text: 'It is slow.' }] })
const pagerduty = (summary: string) => ({
  event_action: 'resolve',
  client_url: 'http://dashboard',
  payload: {
    summary,
    severity: 'critical',
    component: 'api',
    class: 'PyBaseDown',
    custom_details: { alerts: 'Resolved: It is down.' },
  },
})

test('each service understands what Alertmanager posts to it', async () => {
  expect(await post('/slack', slack('[FIRING:2] PyBaseSlow (api)'))).toBe(200)
  expect(await post('/pagerduty', pagerduty('[RESOLVED] PyBaseDown (api)'))).toBe(200)
  expect(receiver.messages).toEqual([
    { channel: 'slack', status: 'firing', title: 'PyBaseSlow (api)', text: 'It is slow.\nhttp://dashboard' },
    {
      channel: 'pagerduty',
      status: 'resolved',
      title: 'PyBaseDown (api)',
      text: 'Resolved: It is down.\nhttp://dashboard',
    },
  ])
})

test.each([
  ['a title of another shape', '/slack', slack('PyBaseSlow')],
  ['a class that is not the alert of the title', '/pagerduty', pagerduty('[RESOLVED] PyBaseSlow (api)')],
  ['another body', '/watchdog', { text: 'I am alive' }],
])('%s is refused, and remembered as such', async (_, path, body) => {
  expect(await post(path, body)).toBe(400)
  expect(receiver.messages).toEqual([])
  expect(receiver.misunderstood).toHaveLength(1)
})

test('what is answered with an error has not been heard', async () => {
  receiver.answer('slack', 500)
  expect(await post('/slack', slack('[FIRING:1] PyBaseSlow (api)'))).toBe(500)
  expect(await post('/elsewhere', {})).toBe(404)
  expect(receiver.messages).toEqual([])
})
