import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Lines of a program's output that are kept: the end says what went wrong. */
const kept = 8_000

/** Ends a program when we have ended, or hold its standard input no longer. */
const keeper = fileURLToPath(new URL('step.sh', import.meta.url))

/**
 * Runs a program, whose words no shell reads, and keeps the end of what it prints. It ends with this process, even if that
 * is killed. Throws the signal's reason when it is aborted: within some seconds, whatever the program does then.
 */
export function runStep(
  words: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<{ readonly code: number; readonly text: string }> {
  signal.throwIfAborted()
  return new Promise((done, fail) => {
    let text = ''
    // A session of its own: Ctrl-C in a terminal reaches us, and we end it.
    const child = spawn('sh', [keeper, ...words], { cwd, stdio: 'pipe', detached: true })
    const keep = (more: string): void => {
      text = (text + more).slice(-kept)
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    const stop = (): void => void child.stdin.destroy()
    child.stdin.on('error', () => undefined)
    signal.addEventListener('abort', stop)
    child.once('error', (error) => done({ code: 1, text: error.message }))
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) fail(signal.reason)
      else done({ code: code ?? 1, text })
    })
  })
}
