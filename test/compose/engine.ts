import { execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { docker } from './command.ts'

/** The exit code of a machine on which the engine does not start. */
export const noEngine = 3

/** An address of this host beside its loopback, for documentation by RFC 5737: to the containers it is the world outside. */
export const outside = '198.51.100.1'

const preparations = [
  // node_exporter's mount of the host receives the host's later mounts: Docker asks that they be shared.
  ['mount', '--make-rshared', '/'],
  ['mount', '-t', 'tmpfs', 'tmpfs', '/run'],
  ['ip', 'link', 'set', 'lo', 'up'],
  ['ip', 'address', 'add', `${outside}/32`, 'dev', 'lo'],
] as const

/**
 * Starts an engine whose data lies in `scratch`, in the namespaces of this process, and has every `docker` below talk to
 * it. Throws with the end of the engine's log when it does not start.
 */
export async function startEngine(scratch: string): Promise<void> {
  for (const [program, ...words] of preparations) execFileSync(program, words)
  const socket = `unix://${join(scratch, 'docker.sock')}`
  const logFile = join(scratch, 'dockerd.log')
  const log = openSync(logFile, 'a')
  const engine = spawn(
    'dockerd',
    [
      `--host=${socket}`,
      `--data-root=${join(scratch, 'data')}`,
      `--exec-root=${join(scratch, 'exec')}`,
      `--pidfile=${join(scratch, 'dockerd.pid')}`,
      `--cgroup-parent=/${basename(scratch)}`,
      // systemd would look for our processes among its own.
      '--exec-opt=native.cgroupdriver=cgroupfs',
    ],
    { stdio: ['ignore', log, log] },
  )
  closeSync(log)
  engine.once('error', () => undefined)
  process.env.DOCKER_HOST = socket
  for (let attempt = 0; engine.exitCode === null && engine.signalCode === null && attempt < 150; attempt++) {
    if (await docker('version').catch(() => undefined)) return
    await sleep(200)
  }
  throw new Error(`dockerd does not start. The end of its log:\n${readFileSync(logFile, 'utf8').slice(-3000)}`)
}
