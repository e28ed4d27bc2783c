import { expect, test } from 'vitest'
import { publishedPort } from '../../../build/checks/wiring/published-port.ts'
import { composed } from '../stack.ts'
import { told } from '../subject.ts'

test('a port of the host for two services', () => {
  const of = composed({
    prometheus: { image: 'prom/prometheus:v3', ports: ['127.0.0.1:9090:9090'] },
    worker: { image: 'worker:1', ports: [{ published: 9090, target: 80 }] },
  })
  expect(told(publishedPort, of)).toMatchInlineSnapshot(`
    "error  published-port   docker-compose.yml › worker
      worker publishes port 9090 of the host, and so does prometheus.
      Publish another port of the host."
  `)
})

test.each([
  ['a port on which nobody listens', { ports: ['3000:3001'] }, 'leads to port 3001 of it, which listens on 3000'],
  [
    'a port of the environment',
    { ports: ['3000:3000'], environment: { GF_SERVER_HTTP_PORT: 8080 } },
    'which listens on 8080',
  ],
  [
    'a health check on another port',
    { healthcheck: { test: ['CMD', 'wget', 'http://127.0.0.1:3001/api/health'] } },
    'The health check asks port 3001 of it, which listens on 3000',
  ],
])('%s', (_, service, what) => {
  expect(told(publishedPort, composed({ it: { image: 'grafana/grafana:13.0.0', ...service } }))).toContain(what)
})

test.each([
  ['the port that it listens on', { ports: ['127.0.0.1:8080:3000', '[::1]:8081:3000/tcp'] }],
  ['a port of a variable', { ports: [`\${PORT:-8080}:3000`] }],
  ['a port of a file of settings', { ports: ['80:3001'], volumes: ['./grafana.ini:/etc/grafana/grafana.ini'] }],
  ['a port without one of the host', { ports: ['3000'] }],
  ['the right health check', { healthcheck: { test: 'curl http://localhost:3000/api/health' } }],
])('%s is fine', (_, service) => {
  expect(told(publishedPort, composed({ it: { image: 'grafana/grafana:13.0.0', ...service } }))).toBe('')
})

test('the ports of a program that is not known are believed', () => {
  expect(told(publishedPort, composed({ app: { image: 'app:1', ports: ['80:8000'] } }))).toBe('')
})
