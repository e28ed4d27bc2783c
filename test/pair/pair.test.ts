import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { freePort } from '../../build/free-port.ts'
import type { Stack } from '../../build/stack/schema.ts'
import { compose } from '../../build/targets/compose.ts'
import { prometheus } from '../../build/targets/prometheus.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { startPrometheus } from '../support/prometheus.ts'
import { testWith } from '../support/tools.ts'
import { eventually, until } from '../support/until.ts'
import { listener } from '../targets/alertmanager-server.ts'
import { jobs, pinned } from '../targets/stack.ts'

const [one, two] = ['127.0.0.1', '127.0.0.2'] as const
const machine = (name: string, own: string, other: string, port = 9093): Stack => ({
  ...pinned,
  replica: { name, own, other },
  ports: { ...pinned.ports, alertmanager: port },
  targets: { ...pinned.targets, alertmanager: { ...pinned.targets.alertmanager, address: `${own}:${port}` } },
})

testWith(
  ['prometheus', 'alertmanager'],
  'people are told once by a pair, and still when one of each is gone',
  async (tools) => {
    const told = await listener()
    onTestFinished(() => void told.server.close())
    const port = await freePort()
    const folder = temporaryFolder()
    const routing = join(folder, 'alertmanager.yml')
    writeFileSync(
      routing,
      JSON.stringify({
        route: { receiver: 'all', group_by: ['alertname'], group_wait: '1s', group_interval: '10m' },
        receivers: [{ name: 'all', webhook_configs: [{ url: told.url, send_resolved: false }] }],
      }),
    )
    const machines = [machine('a', one, two, port), machine('b', two, one, port)]
    let log = ''
    const alertmanagers = machines.map((stack) => {
      const { replica } = stack
      const { services } = parse(compose({ ...stack, targets: pinned.targets }, jobs).text)
      const command: readonly string[] = services.alertmanager.command
      const cluster = command
        .filter((flag) => flag.startsWith('--cluster.'))
        // Both are on one machine here, and share no address.
        .map((flag) => flag.replace('0.0.0.0', replica?.own ?? ''))
      const server = spawn(tools.alertmanager, [
        `--config.file=${routing}`,
        `--storage.path=${join(folder, replica?.name ?? '')}`,
        `--web.listen-address=${replica?.own}:${port}`,
        ...cluster,
        '--cluster.peer-timeout=3s',
      ])
      for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (log += chunk))
      onTestFinished(() => void server.kill('SIGKILL'))
      return { server, url: `http://${replica?.own}:${port}` }
    })
    for (const { url } of alertmanagers)
      await eventually(
        async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true,
        () => `${url} is not ready`,
      )

    const later = Math.floor(Date.now() / 1000) + 20
    put(
      folder,
      'rules/alerts/any.yml',
      JSON.stringify({
        groups: [
          {
            name: 'any',
            rules: [
              { alert: 'Now', expr: 'vector(1)' },
              { alert: 'Later', expr: `vector(time()) > ${later}` },
            ],
          },
        ],
      }),
    )
    const servers = await Promise.all(
      machines.map((stack) => {
        const { scrape_configs: _, ...config } = parse(prometheus(stack, jobs).text)
        return startPrometheus(tools.prometheus, {
          folder: join(folder, 'rules'),
          config: JSON.stringify({ ...config, global: { ...config.global, evaluation_interval: '1s' } }),
        })
      }),
    )
    for (const server of servers) onTestFinished(() => server.stop())
    const notified = (name: string) =>
      told.received.filter(({ body }) => JSON.stringify(body).includes(`"alertname":"${name}"`))

    // Alertmanagers tell nobody before they know who else there is.
    expect(await until(() => notified('Now').length > 0, 90_000), log).toBe(true)
    // Longer than the second Alertmanager waits for the first to have told somebody.
    await sleep(6000)
    expect(notified('Now')).toHaveLength(1)
    expect(JSON.stringify(told.received)).not.toContain('replica')

    await servers[0]?.stop()
    alertmanagers[0]?.server.kill('SIGKILL')
    expect(await until(() => notified('Later').length > 0, 90_000), log).toBe(true)
    await sleep(4000)
    expect(notified('Later')).toHaveLength(1)
  },
  300_000,
)
