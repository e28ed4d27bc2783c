import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../build/free-port.ts'
import { answers } from '../live/stack/api.ts'
import { Cleanup } from '../live/stack/cleanup.ts'
import { Server } from '../live/stack/server.ts'

/** A real Alertmanager on a configuration that a test may change. */
export interface Alertmanager extends AsyncDisposable {
  readonly url: string
  /** Loads a configuration; throws where it is refused. */
  load(configuration: string): Promise<void>
  /** Sends something to it, as Prometheus and people do. */
  post(path: '/alerts' | '/silences', body: unknown): Promise<void>
}

export async function startAlertmanager(program: string, configuration: string): Promise<Alertmanager> {
  const home = mkdtempSync(join(tmpdir(), 'pybase-alertmanager-'))
  const cleanup = new Cleanup()
  const file = join(home, 'alertmanager.yml')
  writeFileSync(file, configuration)
  mkdirSync(join(home, 'data'))
  const address = `127.0.0.1:${await freePort()}`
  const url = `http://${address}`
  const args = [
    `--config.file=${file}`,
    `--storage.path=${join(home, 'data')}`,
    `--web.listen-address=${address}`,
    '--cluster.listen-address=',
  ]
  const ready = answers(`${url}/-/ready`)
  const server = await Server.start({ name: 'alertmanager', program, args, ready }, home, cleanup)
  return {
    url,
    async load(text) {
      writeFileSync(file, text)
      const answer = await fetch(`${url}/-/reload`, { method: 'POST' })
      if (!answer.ok) throw new Error(await answer.text())
    },
    async post(path, body) {
      const answer = await fetch(`${url}/api/v2${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(await answer.text())
    },
    async [Symbol.asyncDispose]() {
      await server.stop()
      await cleanup[Symbol.asyncDispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
