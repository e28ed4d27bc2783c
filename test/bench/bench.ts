// What a build costs here, as ratios to an empty Node process, which say more than seconds do: `npm run bench`.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { program } from '../../build/commands/child.ts'
import { copyRepository } from '../commands/copy.ts'
import type { Engine } from './engine.ts'
import type { Marginal } from './marginal.ts'
import { medianOf } from './median.ts'
import { panelsEach } from './synthetic.ts'

const rounds = 7
const dashboards = 1000
const scratch = mkdtempSync(join(tmpdir(), 'pybase-bench-'))
const copy = copyRepository(join(scratch, 'copy'))
const cache = join(copy, 'node_modules', '.cache', 'pybase-monitoring')

/** Runs a node process to its end. Throws with what it printed when it fails. */
function node(words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 64 << 20 })
  if (status !== 0) throw new Error(`node ${words.join(' ')} failed:\n${stderr.slice(0, 2000)}`)
  return stdout
}

/** The CPU milliseconds of a node process and of all that it starts. */
function cpu(words: readonly string[]): number {
  const script = '"$@" >/dev/null || exit; times'
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...words], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (status !== 0) throw new Error(`node ${words.join(' ')} failed:\n${stderr.slice(0, 2000)}`)
  const times = [...(stdout.trimEnd().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)]
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0)
}

const forget = (...folders: readonly string[]) => {
  for (const folder of folders) rmSync(join(cache, folder), { recursive: true, force: true })
}

/** Another threshold than that of the last round. */
function change(round: number): void {
  const file = join(copy, 'alerts', 'slow-tasks.ts')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/\.above\('(?:1s|2\.5s)'\)/, `.above('${round % 2 === 0 ? '2.5s' : '1s'}')`))
}

interface Case {
  readonly what: string
  readonly prepare?: (round: number) => unknown
  readonly words: readonly string[]
}

const command = (...words: readonly string[]) => [join(copy, 'build', 'main.js'), ...words]
const rules = join(scratch, 'rules.yml')
const cases: readonly Case[] = [
  { what: '`--help`', words: command('--help') },
  // Once before: the catalog of these definitions is kept then, as it is between two saves of the file.
  {
    what: '`check` of a file with one rule',
    prepare: () => cpu(command('check', rules)),
    words: command('check', rules),
  },
  { what: '`build`, nothing changed', words: command('build') },
  { what: '`build --no-types`, one definition changed', prepare: change, words: command('build', '--no-types') },
  { what: '`build`, one definition changed, and its types checked', prepare: change, words: command('build') },
  {
    what: '`build`, nothing remembered but the types',
    prepare: () => forget('builds', 'results'),
    words: command('build'),
  },
  { what: '`build`, nothing remembered', prepare: () => forget('builds', 'results', 'types'), words: command('build') },
  { what: '`build --no-cache`', words: command('build', '--no-cache') },
]

try {
  writeFileSync(rules, 'groups: [{ name: a, rules: [{ record: "job:up:sum", expr: "sum by (job) (up)" }] }]\n')
  for (const { prepare, words } of cases) {
    prepare?.(1)
    cpu(words)
  }
  // Paired and interleaved, so that a busy moment meets both of a pair.
  const measured = Array.from({ length: rounds }, (_, round) =>
    cases.map(({ prepare, words }) => {
      prepare?.(round)
      const nothing = cpu(['-e', '0'])
      return { nothing, ms: cpu(words) }
    }),
  )
  console.log(`CPU time as a multiple of \`node -e 0\`, medians of ${rounds} pairs, node ${process.version}:\n`)
  console.log('| command | × | ms |\n|---|---:|---:|')
  for (const [at, { what }] of cases.entries()) {
    const pairs = measured.flatMap((row) => row[at] ?? [])
    const ratio = medianOf(pairs.map(({ ms, nothing }) => ms / nothing))
    console.log(`| ${what} | ${ratio.toFixed(1)} | ${medianOf(pairs.map(({ ms }) => ms)).toFixed(0)} |`)
  }

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
