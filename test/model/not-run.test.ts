import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect } from 'vitest'
import { stringify } from 'yaml'
import { cli } from '../commands/cli.ts'
import { everything, put, temporaryFolder, textOf } from '../output/folder.ts'
import { testWith } from '../support/tools.ts'

/** What is not run, the job that goes with it, and what nobody can read then; Grafana's metrics are read by nothing. */
const parts = {
  cadvisor: ['cadvisor', 'container_[a-z]+_'],
  grafana: ['grafana', undefined],
  nodeExporter: ['node', 'node_[a-z]+_'],
  redisExporter: ['redis', 'redis_(?!exporter)[a-z]+'],
  postgresExporter: ['postgres', 'pg_(?!monitor)[a-z]+_'],
} as const
type Part = keyof typeof parts
const names = Object.keys(parts) as readonly Part[]

const cases: readonly (readonly [set: string, without: readonly Part[]])[] = [
  ...names.map((name) => ['pinned', [name]] as const),
  ['pinned', names],
  ['debian12', names],
]

describe.each(cases)('%s without %j', (set, without) => {
  testWith(['promtool', 'amtool'], 'leaves out what reads it, says so, and is well', async () => {
    const folder = temporaryFolder()
    const [out, settings] = [join(folder, 'out'), join(folder, 'overrides.yml')]
    const releases = { [set]: Object.fromEntries(without.map((name) => [name, null])) }
    put(folder, 'overrides.yml', stringify({ versions: set, releases }))
    // The checks are a part of the build.
    const { code, stdout, stderr } = await cli(['build', '--out', out, '--stack', settings])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })

    const jobs = [...stdout.matchAll(/^left out: job ([^:]*):/gm)].map(([, name]) => name)
    expect(jobs).toEqual(expect.arrayContaining(without.map((name) => parts[name][0])))

    const read = without.flatMap((name) => parts[name][1] ?? []).map((metric) => `\\b${metric}`)
    const scraped = without.map((name) => `job="${parts[name][0]}"`)
    const lacking = new RegExp([...read, ...scraped].join('|'))
    const files = everything(out).filter((path) => /^(?:alerts|grafana-dashboards|tests)\/.+/.test(path))
    expect(files.filter((path) => lacking.test(textOf(out, path)))).toEqual([])
    expect(files.length).toBeGreaterThan(10)
    expect(deadLinks(out)).toEqual([])

    // Rules that one exporter lacks are among those that all lack.
    if (without.length > 1) expect((await cli(['validate', '--out', out, '--stack', settings])).code).toBe(0)
  })
})

/** Links from one generated page to another that is not there. */
const deadLinks = (out: string): readonly string[] =>
  everything(out)
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      [...textOf(out, path).matchAll(/\]\(((?:\.\.?\/)?[a-z/-]+\/\w+\.md)/g)].map(([, to = '']) =>
        join(dirname(path), to),
      ),
    )
    .filter((path) => !existsSync(join(out, path)))
