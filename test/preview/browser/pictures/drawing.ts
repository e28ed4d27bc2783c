import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { typescript } from '../../../../build/commands/child.ts'
import type { PictureJob } from '../../../../build/preview/pictures/job.ts'
import { temporaryFolder } from '../../../output/folder.ts'
import { root } from '../../../support/root.ts'

const preview = join(root, 'build', 'preview')

/** Starts the process that draws; everything that it or its browser keeps lies in `temporary`. */
export function drawing(job: Omit<PictureJob, 'png' | 'panels' | 'compare'> & Partial<PictureJob>) {
  const png = job.png ?? join(temporaryFolder(), 'pictures')
  const temporary = temporaryFolder()
  const child = spawn(process.execPath, [...typescript, join(preview, 'pictures', 'main.ts')], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: 'pipe',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  child.stdin.end(JSON.stringify({ panels: false, compare: null, ...job, png }))
  const ended = new Promise<number | null>((done) => child.once('close', done))
  return {
    png,
    child,
    ended: ended.then((code) => ({ code, png, temporary, ...texts })),
    printed: () => texts.stdout,
    browsers: () => processesOf(temporary),
    temporary,
  }
}

/** The processes whose command line names a folder. */
export const processesOf = (folder: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).includes(folder))

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
