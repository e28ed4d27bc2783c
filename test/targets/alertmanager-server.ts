import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { freePort } from '../../build/free-port.ts'
import type { Artifact } from '../../build/output/artifact.ts'
import { eventually } from '../support/until.ts'

type Labels = Readonly<Record<string, string>>
export interface Alert {
  readonly labels: Labels
  readonly annotations?: Labels
  readonly endsAt?: string
}

const alerts = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    fingerprint: z.string(),
    status: z.object({ inhibitedBy: z.array(z.string()) }),
  }),
)

export interface Alertmanager {
  post(alerts: readonly Alert[]): Promise<void>
  /** The name of each alert, and the names of those that inhibit it. */
  inhibitions(): Promise<Readonly<Record<string, readonly string[]>>>
}

/** Writes the files to a folder of their own, whose path `body` gets, and removes it afterwards. */
export async function inFolder<T>(files: readonly Artifact[], body: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'alertmanager-'))
  try {
    mkdirSync(join(folder, 'alertmanager'))
    for (const { path, text } of files) writeFileSync(join(folder, path), text)
    return await body(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs the real Alertmanager at `binary` with the files while `body` runs. Throws with its log if it does not start. */
export const withAlertmanager = <T>(
  binary: string,
  files: readonly Artifact[],
  body: (server: Alertmanager) => Promise<T>,
): Promise<T> =>
  inFolder(files, async (folder) => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const process = spawn(binary, [
      `--config.file=${join(folder, 'alertmanager/alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ])
    let log = ''
    for (const stream of [process.stdout, process.stderr]) stream.on('data', (chunk) => (log += chunk))
    const ended = new Promise((resolve) => process.once('error', resolve).once('exit', resolve))
    try {
      await eventually(
        async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true,
        () => `Alertmanager is not ready. Its log:\n${log}`,
      )
      return await body(clientOf(url))
    } finally {
      process.kill('SIGKILL')
      await ended
    }
  })

function clientOf(url: string): Alertmanager {
  return {
    async post(list) {
      const body = JSON.stringify(
        list.map((alert) => ({ generatorURL: 'http://prometheus.example.org/graph', ...alert })),
      )
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body })
      if (!response.ok) throw new Error(await response.text())
    },
    async inhibitions() {
      const found = alerts.parse(await (await fetch(`${url}/api/v2/alerts`)).json())
      const names = new Map(found.map(({ fingerprint, labels }) => [fingerprint, labels.alertname ?? '']))
      return Object.fromEntries(
        found.map(({ labels, status }) => [labels.alertname, status.inhibitedBy.map((by) => names.get(by) ?? by)]),
      )
    },
  }
}

/** Collects the JSON bodies that are posted to it. */
export async function listener(): Promise<{
  url: string
  received: { path: string; body: unknown }[]
  server: Server
}> {
  const received: { path: string; body: unknown }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ path: request.url ?? '', body: JSON.parse(body) })
    response.end('ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, server }
}
