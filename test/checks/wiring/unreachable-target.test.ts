import { expect, test } from 'vitest'
import { unreachableTarget } from '../../../build/checks/wiring/unreachable-target.ts'
import { composed, grafana, scraping } from '../stack.ts'
import { told } from '../subject.ts'

const prometheus = { image: 'prom/prometheus:v3.1.0', networks: ['inside'] }
const inside = { networks: { inside: {} } }

test('another port than the one that the service listens on', () => {
  const of = composed(
    { prometheus, database: { image: 'quay.io/prometheuscommunity/postgres-exporter:v1', networks: ['inside'] } },
    { config: inside, scraping: scraping(['database:9100']) },
  )
  expect(told(unreachableTarget, of)).toMatchInlineSnapshot(`
    "error  unreachable-target   queries/jobs.ts › pybase-api
      database listens on port 9187, and database:9100 is called.
      Write database:9187, or change the port of the service."
  `)
})

test.each([
  [
    'a name that no service has',
    { prometheus, cadvisor: { image: 'cadvisor:v1' } },
    'cadvizor:8080',
    'the nearest is cadvisor',
  ],
  ['a host that is nowhere', { prometheus }, 'somewhere:80', 'they are prometheus'],
  ['itself', { prometheus }, 'localhost:9100', 'localhost:9100 is prometheus itself, which listens on 9090'],
  [
    'another network',
    { prometheus, app: { image: 'app:1', networks: ['outside'] } },
    'app:80',
    'it cannot reach app:80',
  ],
  [
    'a port that a flag chooses',
    {
      prometheus,
      node: { image: 'prom/node-exporter:v1', command: ['--web.listen-address=:9200'], networks: ['inside'] },
    },
    'node:9100',
    'node listens on port 9200',
  ],
])('a target is %s', (_, services, target, what) => {
  expect(told(unreachableTarget, composed(services, { config: inside, scraping: scraping([target]) }))).toContain(what)
})

test('a service of a further compose file is believed', () => {
  const of = composed({ prometheus }, { config: inside, scraping: scraping(['somewhere:80']) })
  const further = { place: { file: 'b.yml', path: [] }, config: { services: { somewhere: { image: 'app:1' } } } }
  expect(told(unreachableTarget, { ...of, compose: of.compose && { ...of.compose, others: [further] } })).toBe('')
})

test.each([
  ['a service by its name', { prometheus, app: { image: 'app:1', networks: { inside: {} } } }, 'app:80'],
  ['by an alias', { prometheus, app: { image: 'app:1', networks: { inside: { aliases: ['web'] } } } }, 'web:80'],
  [
    'by the name of its container',
    { prometheus, app: { image: 'a:1', container_name: 'web', networks: ['inside'] } },
    'web:80',
  ],
  ['by the default network', { prometheus: { image: 'prom/prometheus:v3' }, app: { image: 'a:1' } }, 'app:80'],
  ['itself', { prometheus }, 'localhost:9090'],
  ['a domain', { prometheus }, 'db.example.org:9100'],
  ['an address', { prometheus }, '10.0.0.1:9100'],
  [
    'anything, from the network of the host',
    { prometheus: { ...prometheus, networks: [], network_mode: 'host' } },
    'localhost:9100',
  ],
  [
    "a host on a network that is somebody else's",
    { prometheus: { ...prometheus, networks: ['inside', 'theirs'] } },
    'somewhere:80',
  ],
])('a target is %s', (_, services, target) => {
  const config = { networks: { inside: {}, theirs: { external: true } } }
  expect(told(unreachableTarget, composed(services, { config, scraping: scraping([target]) }))).toBe('')
})

test('data sources, Alertmanagers and databases are called too', () => {
  const services = {
    prometheus,
    grafana: { image: 'grafana/grafana:13.0.0', networks: ['inside'] },
    redis: {
      image: 'oliver006/redis_exporter:v1',
      networks: ['inside'],
      environment: ['REDIS_ADDR=redis://cache:6379'],
    },
  }
  const said = told(
    unreachableTarget,
    composed(services, {
      config: inside,
      scraping: scraping([], { alertmanagers: ['alertmanager:9093'] }),
      provisioning: grafana({ datasources: [{ name: 'Prometheus', url: 'http://prometheus:9091' }] }),
    }),
  )
  expect(said).toContain('No service of the compose file is called alertmanager')
  expect(said).toContain('prometheus listens on port 9090, and prometheus:9091 is called')
  expect(said).toContain('No service of the compose file is called cache')
})
