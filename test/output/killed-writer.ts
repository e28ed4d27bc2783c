import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import type { Artifact } from '../../build/output/artifact.ts'

/**
 * A build that kills itself before its nth step on the disk, or half way through it where it writes a file.
 * Arguments: the folder, n, and the file that holds the artifacts. It exits 0 when it has fewer steps.
 */
const [folder = '', nth = '', made = ''] = process.argv.slice(2)
const artifacts: readonly Artifact[] = JSON.parse(fs.readFileSync(made, 'utf8'))
let steps = 0

const isLast = (): boolean => {
  steps += 1
  return steps === Number(nth)
}

function die(): never {
  process.kill(process.pid, 'SIGKILL')
  for (;;);
}

for (const name of ['mkdirSync', 'openSync', 'fsyncSync', 'renameSync', 'unlinkSync', 'rmdirSync'] as const) {
  const original: (...words: never[]) => unknown = fs[name]
  Object.assign(fs, { [name]: (...words: never[]) => (isLast() ? die() : original(...words)) })
}
const { writeSync, writeFileSync } = fs
Object.assign(fs, {
  writeFileSync(file: number, text: Buffer) {
    if (!isLast()) return writeFileSync(file, text)
    writeSync(file, text.subarray(0, text.length / 2))
    die()
  },
})
syncBuiltinESMExports()

const { writeOutput } = await import('../../build/output/write.ts')
writeOutput(folder, artifacts)
