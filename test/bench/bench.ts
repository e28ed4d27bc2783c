// What a build costs here, as ratios to an empty Node process, which say more than seconds do: `npm run bench`.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ourselves, program } from '../../build/commands/child.ts'
import { root } from '../../build/commands/paths.ts'
import { TypeCache } from '../../build/definitions/types/cache.ts'
import type { Engine } from './engine.ts'
import type { Marginal } from './marginal.ts'
import { medianOf } from './median.ts'
import { panelsEach } from './synthetic.ts'

const rounds = 7
const dashboards = 1000
const scratch = mkdtempSync(join(tmpdir(), 'pybase-bench-'))

/** Runs a node process to its end. Throws with what it printed when it fails. */
function node(words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 64 << 20 })
  if (status !== 0) throw new Error(`node ${words.join(' ')} failed:\n${stderr.slice(0, 2000)}`)
  return stdout
}

function milliseconds(words: readonly string[]): number {
  const start = performance.now()
  node(words)
  return performance.now() - start
}

/** The median of each command over several rounds: interleaved, so that a busy moment meets all of them. */
function mediansOf<N extends string>(commands: Readonly<Record<N, (round: number) => readonly string[]>>) {
  const names = Object.keys(commands) as N[]
  const measured = Array.from({ length: rounds }, (_, round) =>
    names.map((name) => milliseconds(commands[name](round))),
  )
  return Object.fromEntries(names.map((name, at) => [name, medianOf(measured.map((row) => row[at] ?? 0))])) as Record<
    N,
    number
  >
}

const growth = (long: number, short: number): string =>
  `${((long / short - 1) * 100).toFixed(0)}% more wall time than without types`

try {
  const empty = join(scratch, 'empty.ts')
  writeFileSync(empty, '')
  const { nothing, emptyFile, untyped, typed, build } = mediansOf({
    nothing: () => ['-e', '0'],
    emptyFile: () => program(empty),
    untyped: (round) => ourselves('build', '--no-types', '--out', join(scratch, `untyped-${round}`)),
    // As if definitions had changed since their types were checked.
    typed: (round) => {
      rmSync(new TypeCache(root).folder, { recursive: true, force: true })
      return ourselves('build', '--out', join(scratch, `typed-${round}`))
    },
    build: (round) => ourselves('build', '--out', join(scratch, `out-${round}`)),
  })
  const times = (ms: number) => `${ms.toFixed(0).padStart(6)} ms  ${(ms / nothing).toFixed(1).padStart(5)} ×`
  console.log(`Medians of ${rounds} runs, as multiples of an empty Node process (node ${process.version}):`)
  console.log(`  node -e 0                ${times(nothing)}`)
  console.log(`  an empty TypeScript file${times(emptyFile)}`)
  console.log(`  a cold build             ${times(build)}  its types were checked before`)
  console.log(`    that checks the types  ${times(typed)}  ${growth(typed, untyped)}`)
  console.log(`    with --no-types        ${times(untyped)}`)

  const marginal = fileURLToPath(new URL('marginal.ts', import.meta.url))
  const { ours, ourDashboards, synthetic, bytes, peak }: Marginal = JSON.parse(
    node(program(marginal, String(dashboards))),
  )
  const each = synthetic / dashboards
  const ourEach = ours / ourDashboards
  console.log(`\n${dashboards} more dashboards of ${panelsEach} panels, from the definitions to the text of the files:`)
  console.log(`  each                     ${each.toFixed(2)} ms, ${(bytes / dashboards / 1024).toFixed(0)} KiB`)
  console.log(
    `  all                      ${(synthetic / 1000).toFixed(1)} s, peak memory ${(peak / 2 ** 20).toFixed(0)} MiB`,
  )
  console.log(
    `  our own ${ourDashboards}                ${ours.toFixed(0)} ms with every other file: ${ourEach.toFixed(1)} ms each, ${(ourEach / each).toFixed(1)} × a synthetic one`,
  )

  const engine = fileURLToPath(new URL('engine.ts', import.meta.url))
  const { checks, share, queries }: Engine = JSON.parse(node(program(engine)))
  console.log('\nChecks, in a warm process:')
  console.log(`  ${checks} checks take ${(share * 100).toFixed(0)}% of a compilation`)
  console.log(`  parse, type check and inference read ${queries.toFixed(0)} queries a second`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
