import { expect, test } from 'vitest'
import { missingSecret } from '../../../build/checks/wiring/missing-secret.ts'
import { alertmanager, composed } from '../stack.ts'
import { told } from '../subject.ts'

const slack = alertmanager({
  receivers: [{ name: 'slack', slack_configs: [{ api_url_file: '/run/secrets/slack_url' }] }],
})
const given = (service: object, config: object = { secrets: { slack_url: { file: './slack' } } }) =>
  composed({ alertmanager: { image: 'prom/alertmanager:v0.28.0', ...service } }, { config, notification: slack })

test('a secret that the service is not given', () => {
  expect(told(missingSecret, given({}))).toMatchInlineSnapshot(`
    "error  missing-secret   docker-compose.yml › alertmanager
      /run/secrets/slack_url is read, and alertmanager is not given the secret slack_url.
      Add slack_url to the secrets of alertmanager, or correct the name of the file."
  `)
})

test.each([
  ['that is not defined', given({ secrets: ['slack_url'] }, {}), 'which the compose file does not define'],
  [
    'that the environment names',
    given({ secrets: ['slack_url'], environment: { X_FILE: '/run/secrets/other' } }),
    'the secret other',
  ],
])('a secret %s', (_, of, what) => {
  expect(told(missingSecret, of)).toContain(what)
})

test.each([
  ['the secret', given({ secrets: ['slack_url'] })],
  ['the secret, in the long form', given({ secrets: [{ source: 'slack_url', target: 'slack_url' }] })],
  ['a folder of secrets', given({ volumes: ['./secrets:/run/secrets:ro'] })],
])('the service has %s', (_, of) => {
  expect(told(missingSecret, of)).toBe('')
})
