import { appendFileSync, chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { overrideFile } from '../../../build/targets/compose/secrets.ts'
import pinned from '../../../stack.ts'
import { docker } from '../command.ts'
import { eventually } from '../eventually.ts'
import { block, follow, run } from '../guide.ts'
import { inspect, list } from '../inspect.ts'
import { prometheus, unless } from '../prometheus.ts'
import type { Proof, Scene } from '../proof.ts'

const config = z.object({ yaml: z.string() })
const ofPrometheus = async (): Promise<string> => config.parse(await prometheus('status/config')).yaml

const status = z.object({ config: z.object({ original: z.string() }) })
const ofAlertmanager = async (): Promise<string> =>
  status.parse(await (await fetch('http://127.0.0.1:9093/api/v2/status')).json()).config.original

export const reloaded: Proof = {
  what: "a new build takes effect by the guide's reload, in the same containers",
  body: async ({ build, folder, file }) => {
    const ids = () => Promise.all(containers(file).map(async (name) => (await inspect(name)).Id))
    const before = await ids()
    await build({ scrapeTimeout: '9s', channel: '#after' })
    await reload(folder)
    await eventually(async () => {
      if (!(await ofPrometheus()).includes('scrape_timeout: 9s')) return 'Prometheus has the old configuration'
      return (await ofAlertmanager()).includes('#after') ? undefined : 'Alertmanager has the old configuration'
    })
    if ((await ids()).join() !== before.join()) throw new Error('A container was replaced')
    return 'prometheus.yml and alertmanager.yml, both replaced by rename'
  },
}

export const refusedReload: Proof = {
  what: 'a configuration that Prometheus refuses leaves the old one in force, and its metric says so',
  body: async ({ folder }) => {
    const successful = 'prometheus_config_last_reload_successful'
    const path = join(folder, 'prometheus.yml')
    const text = readFileSync(path)
    writeFileSync(path, 'scrape_configs: nonsense\n')
    await reload(folder)
    await eventually(() => unless(successful, '0'))
    if (!(await ofPrometheus()).includes('scrape_timeout: 9s')) throw new Error('The configuration changed')
    writeFileSync(path, text)
    await reload(folder)
    await eventually(() => unless(successful, '1'))
    return `${successful} 0, then 1`
  },
}

export const handedOver: Proof = {
  what: 'an installation whose volumes were those of nobody goes on with its samples, as another user',
  body: async ({ folder, file }) => {
    const [[, { image }] = ['', { image: '' }]] = Object.entries(file.steps)
    const query = 'count(up{job="prometheus"} offset 30s)'
    await run(folder, 'docker compose stop')
    const folders = ['prometheus', 'alertmanager'].flatMap((name) => ['-v', `pybase-${name}-data:/${name}`])
    const back = ['--user', '0:0', '--entrypoint', 'chown', image, '-R', '65534:65534', '/prometheus', '/alertmanager']
    await docker('run', '--rm', ...folders, ...back)
    await run(folder, 'docker compose up -d')
    await eventually(() => unless(query, '1'))
    for (const name of ['prometheus', 'alertmanager']) {
      const { container_name = '', user = '' } = file.services[name] ?? {}
      const others = ['find', `/${name}`, '!', '-user', user.split(':')[0] ?? '']
      const found = await docker('exec', container_name, ...others)
      if (found !== '') throw new Error(`${container_name}: of another user than ${user} are ${found}`)
    }
    return query
  },
}

export const redisPassword: Proof = {
  what: "Redis with a password is reached by the guide's override",
  body: async ({ folder, pybase }) => {
    const passwords = join(folder, '../../pybase-secrets/redis_exporter_passwords')
    writeFileSync(passwords, '{"redis://redis:6379": "a password"}')
    chownSync(passwords, 59_000, 59_000)
    chmodSync(passwords, 0o400)
    await pybase.redis('CONFIG', 'SET', 'requirepass', 'a password')
    await eventually(() => unless('redis_up', '0'))
    writeFileSync(join(folder, overrideFile(pinned)), block(folder, 'REDIS_PASSWORD_FILE'))
    appendFileSync(join(folder, '.env'), `COMPOSE_FILE=docker-compose.yml:${overrideFile(pinned)}\n`)
    await run(folder, 'docker compose up -d')
    await eventually(() => unless('redis_up', '1'))
    return 'redis_up 0, then 1'
  },
}

export const restored: Proof = {
  what: "the guide's backup holds the samples: after all was deleted, its restore brings them back",
  body: async ({ folder, file }) => {
    await follow(folder, 'czf')
    await run(folder, 'docker compose down --volumes')
    const left = await list('volume', 'ls', '-q', '--filter', 'name=pybase-')
    if (left.length > 0) throw new Error(`Volumes are left: ${left}`)
    await follow(folder, 'tar xzf')
    await eventually(() =>
      unless('count(count_over_time(ALERTS{alertname="PyBaseExtractionTaskTooSlow"}[1h])) > bool 0', '1'),
    )
    for (const name of containers(file))
      await eventually(async () => {
        const { Status } = (await inspect(name)).State
        return Status === 'running' ? undefined : `${name} is ${Status}`
      })
    return 'the alert of before is in the history'
  },
}

export const uninstalled: Proof = {
  what: "the guide's uninstall removes containers, volumes and network, and leaves PyBase's alone",
  body: async ({ folder, pybase }) => {
    await follow(folder, 'docker compose down --volumes')
    const expected = {
      containers: [[...pybase.containers], await list('ps', '--format', '{{.Names}}')],
      volumes: [[], await list('volume', 'ls', '-q')],
      networks: [
        ['bridge', 'host', 'none', pinned.compose.network],
        await list('network', 'ls', '--format', '{{.Name}}'),
      ],
    } as const
    for (const [what, [should, are]] of Object.entries(expected))
      if ([...should].sort().join() !== [...are].sort().join())
        throw new Error(`The ${what} are ${are.join(', ') || 'none'}, and should be ${should.join(', ') || 'none'}`)
    return `left: ${pybase.containers.join(', ')}`
  },
}

const containers = (file: Scene['file']): readonly string[] =>
  Object.values(file.services).map(({ container_name }) => container_name)

const reload = (folder: string): Promise<string> => follow(folder, 'kill -HUP')
