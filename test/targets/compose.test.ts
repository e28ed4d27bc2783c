import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Job } from '../../build/language/job.ts'
import type { Stack } from '../../build/stack/schema.ts'
import { compose } from '../../build/targets/compose.ts'
import { composeSchema } from './compose-schema.ts'
import { debian12, jobs, notifying, pinned, reaching } from './stack.ts'

const read = (stack: Stack, catalog: readonly Job[] = jobs) => composeSchema.parse(parse(compose(stack, catalog).text))
const file = read(pinned)
const only = (exceptions: readonly string[], name: string) => exceptions.includes(name)

describe.each(Object.entries(file.services))('%s', (name, service) => {
  test('runs a pinned image', () => {
    expect(service.image).toMatch(/:v?\d+\.\d+\.\d+(-alpine)?$/)
  })

  test('is not root, unless it is cAdvisor', () => {
    const [uid] = service.user.split(':')
    expect(Number(uid) === 0).toBe(only(['cadvisor'], name))
  })

  test('has no capability and no way to gain one, unless it is cAdvisor', () => {
    expect(service.cap_drop).toEqual(only(['cadvisor'], name) ? undefined : ['ALL'])
    expect(service.privileged ?? false).toBe(only(['cadvisor'], name))
    expect(service.devices !== undefined).toBe(only(['cadvisor'], name))
    expect(service.pid).toBe(only(['node_exporter'], name) ? 'host' : undefined)
    expect(service.security_opt).toContain('no-new-privileges:true')
  })

  test('cannot write but to its own volume and to /tmp', () => {
    expect(service.read_only).toBe(true)
    expect(service.tmpfs ?? []).toEqual(only(['grafana', 'cadvisor'], name) ? ['/tmp'] : [])
    const writable = service.volumes.filter((volume) => !/:ro(,|$)/.test(volume))
    expect(writable.every((volume) => volume.startsWith(`${name}-data:/`))).toBe(true)
  })

  test('mounts folders of this folder only, unless it watches the host', () => {
    const hosts = service.volumes
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((source) => !source.endsWith('-data'))
    const own = ['./', './alertmanager', './provisioning', './grafana-dashboards', './runbooks']
    const outside = hosts.filter((source) => !own.includes(source))
    if (!only(['node_exporter', 'cadvisor'], name)) expect(outside).toEqual([])
    // None is a file: the last part has no extension, and the Docker socket is reached through its folder.
    for (const source of hosts) expect(source).not.toMatch(/\.\w+$/)
  })

  test('is bounded, watched and restarted', () => {
    expect(service.mem_limit).toMatch(/^\d+[mg]$/)
    expect(service.pids_limit).toBeGreaterThan(0)
    // Docker refuses more than the host has, and there is a host with one.
    expect(service.cpus).toBeGreaterThan(0)
    expect(service.cpus).toBeLessThanOrEqual(1)
    expect(service.logging.options).toHaveProperty('max-size')
    expect(service.healthcheck.test.slice(0, 4)).toEqual(['CMD', 'wget', '-q', '--spider'])
  })

  test('publishes nothing but to the loopback of the host', () => {
    for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
    expect(service.ports.length).toBe(only(['prometheus', 'alertmanager', 'grafana'], name) ? 1 : 0)
  })

  test('is on the networks that it needs, and only Prometheus is a way from one to the other', () => {
    const reaches = only(['prometheus', 'postgres_exporter', 'redis_exporter'], name)
    const scraped = only(['prometheus', 'postgres_exporter', 'redis_exporter', 'node_exporter', 'cadvisor'], name)
    const shown = only(['prometheus', 'alertmanager', 'grafana'], name)
    expect(service.networks).toEqual([
      ...(shown ? ['monitoring'] : []),
      ...(scraped ? ['exporters'] : []),
      ...(reaches ? ['application'] : []),
    ])
  })

  test('is called as the host of its target, and listens and is asked on its port', () => {
    const target = Object.values(pinned.targets).find(({ address }) => address.startsWith(`${name}:`))
    const port = target?.address.split(':')[1]
    expect(service.healthcheck.test.at(-1)).toContain(`http://127.0.0.1:${port}/`)
    const listens = [...(service.command ?? []), service.environment?.GF_SERVER_HTTP_PORT ?? '']
    expect(listens.some((argument) => argument.endsWith(port ?? 'none'))).toBe(true)
  })

  test('depends on services and secrets that are there', () => {
    for (const other of Object.keys(service.depends_on))
      expect({ ...file.services, ...file.steps }).toHaveProperty(other)
    for (const secret of service.secrets)
      expect(file.secrets).toHaveProperty(typeof secret === 'string' ? secret : secret.source)
  })
})

describe('the services', () => {
  test('are one for each release, in containers that are called as people look for them', () => {
    expect(Object.values(file.services).map((service) => service.container_name)).toEqual([
      'pybase-prometheus',
      'pybase-alertmanager',
      'pybase-grafana',
      'pybase-postgres-exporter',
      'pybase-redis-exporter',
      'pybase-node-exporter',
      'pybase-cadvisor',
    ])
  })

  test('run with the flags of the catalog, of those that their release knows', () => {
    const flags = { '--old': { since: '0.1' }, '--new': { since: '0.20.2' }, '--price=$5': {} }
    const job: Job = { ...jobs[3], flags }
    const { command } = read(pinned, [job]).services.postgres_exporter ?? {}
    expect(command).toContain('--old')
    expect(command).toContain('--price=$$5')
    expect(command).not.toContain('--new')
  })

  test('Prometheus keeps and restores as decided, and cannot be reloaded over HTTP', () => {
    const { command = [] } = read({ ...pinned, retention: '30d' }).services.prometheus ?? {}
    expect(command).toContain('--storage.tsdb.retention.time=30d')
    expect(command).toContain('--rules.alert.for-grace-period=30s')
    expect(command.join(' ')).not.toMatch(/web\.enable-(lifecycle|admin-api)/)
  })

  test('of Debian 12 are built locally, under its own versions; what it lacks is left out', () => {
    const { services, volumes, secrets } = read(debian12)
    expect(Object.values(services).map(({ image }) => image)).toEqual([
      'localhost/pybase-debian12/prometheus:2.42.0',
      'localhost/pybase-debian12/alertmanager:0.25.0',
      'localhost/pybase-debian12/postgres-exporter:0.11.1',
      'localhost/pybase-debian12/redis-exporter:1.45.0',
      'localhost/pybase-debian12/node-exporter:1.5.0',
    ])
    expect(Object.keys(volumes)).not.toContain('grafana-data')
    expect(Object.keys(secrets)).not.toContain('grafana_admin_password')
  })

  test('that run elsewhere are left out, with what only they need', () => {
    const { services, secrets } = read(reaching({ postgres: '10.0.0.5:9187', prometheus: 'metrics.example.org:9090' }))
    expect(Object.keys(services)).toEqual(['alertmanager', 'grafana', 'redis_exporter', 'node_exporter', 'cadvisor'])
    expect(Object.keys(secrets)).not.toContain('postgres_exporter_password')
    expect(services.grafana?.depends_on).toEqual({})
  })

  test('whose images have a digest run these bytes and no others', () => {
    const digest = `sha256:${'0a'.repeat(32)}`
    const { services } = read({ ...pinned, compose: { ...pinned.compose, digests: { grafana: digest } } })
    expect(services.grafana?.image).toBe(`grafana/grafana:${pinned.releases.pinned.grafana}@${digest}`)
    expect(services.prometheus?.image).not.toContain('@')
  })

  test('have a user of their own each, and none is nobody', () => {
    const users = Object.values(file.services).map(({ user }) => user.split(':')[0])
    expect(new Set(users).size).toBe(users.length)
    expect(users).not.toContain('65534')
  })

  test('get volumes that belong to them, from a step that may do nothing else', () => {
    expect(Object.keys(file.steps)).toEqual(['volumes'])
    const { entrypoint: [, , script] = ['', '', ''], volumes } = file.steps.volumes ?? {}
    const users = { prometheus: file.services.prometheus?.user, alertmanager: file.services.alertmanager?.user }
    expect(script).toBe(`chown -R ${users.prometheus} /prometheus && chown -R ${users.alertmanager} /alertmanager`)
    expect(volumes).toEqual(['prometheus-data:/prometheus:nocopy', 'alertmanager-data:/alertmanager:nocopy'])
    for (const name of ['prometheus', 'alertmanager'])
      expect(file.services[name]?.depends_on).toEqual({ volumes: { condition: 'service_completed_successfully' } })
  })

  test('that run elsewhere get no volume handed over', () => {
    const outside = reaching({ prometheus: '10.0.0.5:9090', alertmanager: '10.0.0.5:9093' })
    expect(read(outside).steps).toEqual({})
    expect(read(reaching({ prometheus: '10.0.0.5:9090' })).steps.volumes?.volumes).toEqual([
      'alertmanager-data:/alertmanager:nocopy',
    ])
  })

  test('cannot share a host', () => {
    const shared = reaching({ postgres: 'exporters:9187', redis: 'exporters:9121' })
    expect(() => compose(shared, jobs)).toThrow(/postgresExporter and redisExporter are both at the host exporters/)
  })
})

describe('secrets', () => {
  test('are asked for only where something needs them', () => {
    expect(Object.keys(read(notifying()).secrets)).toEqual([
      'grafana_admin_password',
      'grafana_secret_key',
      'postgres_exporter_password',
    ])
    expect(Object.keys(read(notifying('email', 'slack')).secrets)).toEqual([
      'grafana_admin_password',
      'grafana_secret_key',
      'postgres_exporter_password',
      'slack_api_url',
      'smtp_auth_password',
    ])
  })

  test('lie outside the folder that Prometheus can read, and each belongs to one service', () => {
    const users = Object.values(file.services).flatMap(({ secrets }) => secrets)
    for (const [name, secret] of Object.entries(file.secrets)) {
      expect(secret.file).toBe(`\${PYBASE_SECRETS_DIR:-../../pybase-secrets}/${name}`)
      expect(users.filter((user) => user === name)).toHaveLength(1)
    }
  })

  test('are mounted where Alertmanager reads them', () => {
    const settings = { ...pinned, notify: { ...notifying('slack').notify, secrets: '/etc/pybase' } }
    expect(read(settings).services.alertmanager?.secrets).toEqual([
      { source: 'slack_api_url', target: '/etc/pybase/slack_api_url' },
    ])
  })

  test('reach the services as files: no environment variable holds one', () => {
    const variables = Object.values(file.services).flatMap(({ environment = {} }) => Object.entries(environment))
    const secretive = variables.filter(([name]) => /PASS|SECRET|TOKEN|_KEY$/.test(name))
    expect(secretive.length).toBeGreaterThan(0)
    for (const [name, value] of secretive) {
      expect(name).toMatch(/_FILE$/)
      expect(value).toMatch(/^\/run\/secrets\//)
    }
  })
})

test("PyBase's network is joined under its own name, and not made", () => {
  const { networks } = read({ ...pinned, compose: { ...pinned.compose, network: 'shop_default' } })
  expect(networks.application).toEqual({ external: true, name: 'shop_default' })
})

test('Grafana calls no one, invites no one, and keeps the data sources that its image has', () => {
  expect(file.services.grafana?.environment).toMatchObject({
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_AUTH_ANONYMOUS_ENABLED: 'false',
    GF_USERS_ALLOW_SIGN_UP: 'false',
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_PLUGINS_PREINSTALL_AUTO_UPDATE: 'false',
  })
})
