import { spawn } from 'node:child_process'

/** Lines of a program's output that are kept: the end says what went wrong. */
const kept = 8_000

/** Runs a program without a shell and keeps the end of what it prints. Throws the signal's reason when it is aborted. */
export function runStep(
  [program = '', ...words]: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<{ readonly code: number; readonly text: string }> {
  signal.throwIfAborted()
  return new Promise((done, fail) => {
    let text = ''
    const child = spawn(program, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const keep = (more: string): void => {
      text = (text + more).slice(-kept)
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    const stop = (): void => void child.kill()
    signal.addEventListener('abort', stop)
    child.once('error', (error) => done({ code: 1, text: error.message }))
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) fail(signal.reason)
      else done({ code: code ?? 1, text })
    })
  })
}
