import { text } from 'node:stream/consumers'
import { describe, Refused } from '../../findings/problem.ts'
import type { PictureJob } from './job.ts'
import { drawPictures } from './pictures.ts'

// The process that `npm run preview -- --png` starts: a job on standard input, progress on standard output, what is
// wrong on standard error. At a signal it exits, which ends the browser, and nothing is written.

for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

// A terminal has one line that is written over and over, as long as something is drawn; a log has only what is done.
const { isTTY } = process.stdout
const clear = isTTY ? '\r\u001b[2K' : ''
const tell = (what: string): boolean => isTTY && process.stdout.write(`${clear}  ${what} …`)
const done = (line: string): boolean => process.stdout.write(`${clear}${line}\n`)

try {
  const job: PictureJob = JSON.parse(await text(process.stdin))
  const problems = await drawPictures(job, { now: tell, done })
  process.stdout.write(clear)
  for (const problem of problems) console.error(`${describe(problem)}\n`)
  process.exitCode = problems.length === 0 ? 0 : 1
} catch (error) {
  process.stdout.write(clear)
  if (!(error instanceof Refused)) throw error
  for (const problem of error.problems) console.error(`${describe(problem)}\n`)
  process.exitCode = error.exitCode
}
