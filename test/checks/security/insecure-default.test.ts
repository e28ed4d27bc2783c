import { expect, test } from 'vitest'
import { insecureDefault } from '../../../build/checks/security/insecure-default.ts'
import { composed } from '../stack.ts'
import { told } from '../subject.ts'

test('Prometheus that anybody can stop', () => {
  const of = composed({
    prometheus: { image: 'prom/prometheus:latest', command: ['--web.enable-lifecycle'], ports: ['9090:9090'] },
  })
  expect(told(insecureDefault, of)).toMatchInlineSnapshot(`
    "error  insecure-default   docker-compose.yml › prometheus
      --web.enable-lifecycle lets anybody stop or reload it, without a password.
      Remove the flag; SIGHUP reloads too.

    error  insecure-default   docker-compose.yml › prometheus
      The image prom/prometheus:latest has no version: the next start may run another one.
      Write the tag of a release.

    error  insecure-default   docker-compose.yml › prometheus
      Port 9090 is published on every interface of the host, and prometheus has no login.
      Write 127.0.0.1:9090:…, and put a proxy with a login before it."
  `)
})

const secret = { GF_SECURITY_ADMIN_PASSWORD__FILE: '/run/secrets/admin' }
const image = 'grafana/grafana:13.0.0'

test.each([
  [
    'the admin API',
    { image: 'prom/prometheus:v3', command: '--web.enable-admin-api', network_mode: 'host' },
    'lets anybody delete its data',
  ],
  ['an image without a tag', { image: 'registry:5000/app' }, 'The image registry:5000/app has no version'],
  ['a password in the file', { image, environment: { GF_SECURITY_ADMIN_PASSWORD: 'admin' } }, 'is written in the file'],
  ['no password at all', { image }, 'is admin with the password admin'],
  [
    'accounts for all',
    { image, environment: { ...secret, GF_USERS_ALLOW_SIGN_UP: 'true' } },
    'an account of their own',
  ],
  [
    'anonymous administrators',
    { image, environment: { ...secret, GF_AUTH_ANONYMOUS_ENABLED: 'true', GF_AUTH_ANONYMOUS_ORG_ROLE: 'Admin' } },
    'Everybody is an administrator',
  ],
])('%s', (_, service, what) => {
  const said = told(insecureDefault, composed({ it: service }))
  expect(said).toContain(what)
  expect(said).not.toContain('password: admin')
})

test.each([
  ['the loopback', { image: 'prom/prometheus:v3', ports: ['127.0.0.1:9090:9090', '[::1]:9090:9090'] }],
  [
    'a login of its own',
    { image: 'prom/prometheus:v3', command: ['--web.config.file=/etc/web.yml'], ports: ['9090:9090'] },
  ],
  [
    'a flag that is off',
    { image: 'prom/prometheus:v3', command: ['--web.enable-lifecycle=false'], ports: ['127.0.0.1:9090:9090'] },
  ],
  ['a port that nobody reaches', { image: 'prom/prometheus:v3', command: ['--web.enable-lifecycle'] }],
  ['a digest', { image: 'prom/prometheus@sha256:0123' }],
  ['a tag of a variable', { image: `prom/prometheus:\${TAG}` }],
  ['an image of its own', { build: '.' }],
  ['a password in a secret', { image, environment: secret }],
  [
    'a password of a variable',
    { image, environment: [`GF_SECURITY_ADMIN_PASSWORD=\${PASSWORD}`], ports: ['3000:3000'] },
  ],
])('%s is fine', (_, service) => {
  expect(told(insecureDefault, composed({ it: service }))).toBe('')
})
