import { spawn } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { State } from '../../../build/preview/server/protocol.ts'
import { cookieAt } from '../../../build/preview/server/token.ts'
import { copyOfRepository } from '../../commands/cli.ts'
import { putTinyPage } from './tiny-page.ts'

/** A copy of the repository whose page is installed and built in no time; with a space in its path. */
export function tinyRepository(parent: string): string {
  const copy = copyOfRepository(join(parent, 'a copy'))
  const page = join(copy, 'build', 'preview')
  for (const name of readdirSync(page))
    if (name !== 'server' && name !== 'data' && name !== 'install') rmSync(join(page, name), { recursive: true })
  putTinyPage(page)
  return copy
}

/** A preview that runs in a process group of its own. */
export interface Running {
  /** Without a slash at the end. */
  readonly url: string
  /** Asks as a browser that opened the printed address. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>
  readonly printed: () => string
  readonly state: () => Promise<State>
  /** Waits for a state; a line of the terminal is no proof that the page sees it. */
  readonly shows: (what: Partial<{ readonly [K in keyof State]: unknown }>) => Promise<void>
  /** Ends it as a terminal does with Ctrl-C; answers its exit code. */
  readonly interrupt: (signal?: NodeJS.Signals) => Promise<number | null>
  /** Whether a process of the group is left. */
  readonly isLeft: () => boolean
}

const patience = { timeout: 90_000, interval: 100 }

/** Starts `preview` in a copy and waits until it says where it is; it is ended after the test, if it is not before. */
export async function running(
  repository: string,
  words: readonly string[],
  { cwd = repository }: { readonly cwd?: string } = {},
): Promise<Running> {
  const child = spawn(process.execPath, [join(repository, 'build', 'main.js'), 'preview', '--port', '0', ...words], {
    cwd,
    env: { ...process.env, MONITORING_ROOT: repository },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const { pid } = child
  if (pid === undefined) throw new Error('The preview was not started.')
  const isLeft = (): boolean => signalled(-pid, 0)
  onTestFinished(() => void signalled(-pid, 'SIGKILL'))
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more
    })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  await expect.poll(() => /^What is saved is shown/m.test(text) || child.exitCode !== null, patience).toBe(true)
  const [, url, token] = /^Preview: (http:\/\/127\.0\.0\.1:\d+)\/\?token=([\w-]+)$/m.exec(text) ?? []
  if (url === undefined) throw new Error(`The preview ended with ${child.exitCode}:\n${text}`)
  const cookie = `${cookieAt(new URL(url).port)}=${token}`
  const ask = (path: string, init: RequestInit = {}) => fetch(url + path, { ...init, headers: { cookie } })
  const state = async (): Promise<State> => (await (await ask('/api/state')).json()) as State
  return {
    url,
    ask,
    printed: () => text,
    state,
    shows: (what) => expect.poll(state, patience).toMatchObject(what),
    interrupt: (signal = 'SIGINT') => {
      child.kill(signal)
      return ended
    },
    isLeft,
  }
}

function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    return false
  }
}
