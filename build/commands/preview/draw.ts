import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Refused } from '../../findings/problem.ts'
import type { PictureJob } from '../../preview/pictures/job.ts'
import { typescript } from '../child.ts'
import { findTool, installCommand } from '../tools.ts'

/** The browser that draws the pictures. Throws `Refused` where there is none. */
export function browser(): string {
  const path = findTool('chromium')
  if (path !== undefined) return path
  throw new Refused({
    where: 'chromium',
    what: 'Chromium draws the pictures, but it was not found: CHROMIUM is not set, and PATH has none.',
    next: `Install it (${installCommand(['chromium'])}), or set CHROMIUM to the path of a Chromium or Chrome.`,
  })
}

/** Draws the pictures in a process of its own, since it loads the page's packages. Answers its exit code, 1 when it was ended. */
export function draw(job: PictureJob, page: string, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted()
  return new Promise((done, fail) => {
    const words = [...typescript, join(page, 'pictures', 'main.ts')]
    const child = spawn(process.execPath, words, { stdio: ['pipe', 'inherit', 'inherit'] })
    const stop = (): void => void child.kill()
    signal.addEventListener('abort', stop)
    child.once('error', fail)
    child.once('exit', (code) => {
      signal.removeEventListener('abort', stop)
      done(code ?? 1)
    })
    // A process that ends before it has read its job says why itself.
    child.stdin.on('error', () => undefined).end(JSON.stringify(job))
  })
}
