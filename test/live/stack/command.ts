import type { Cleanup } from './cleanup.ts'

/**
 * Runs a program to its end and answers what it prints. It dies with the run. Throws with all that it printed when it
 * fails.
 */
export const run = (cleanup: Cleanup, program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = cleanup.spawn('kill', program, args, { output: 'pipe' })
    let out = ''
    let all = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text
      all += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      all += text
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (child.pid !== undefined) cleanup.forget(`kill ${child.pid}`)
      if (code === 0) resolve(out)
      else reject(new Error(`${[program, ...args].join(' ')} failed:\n${all}`))
    })
  })
