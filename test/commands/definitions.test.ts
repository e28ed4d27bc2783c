import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { definitions } from '../../build/definitions/files.js'
import { manifestName } from '../../build/output/manifest.ts'
import { put, stateOf, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'
import { cli, copyOfRepository } from './cli.ts'

type Change = (repository: string) => void

/** Changes one definition. Throws where the text to replace is not there, lest a test passes for want of a mistake. */
const replace =
  (path: string, from: string, to: string): Change =>
  (repository) => {
    const before = readFileSync(join(repository, path), 'utf8')
    if (!before.includes(from)) throw new Error(`${path} does not hold ${from}`)
    put(
      repository,
      path,
      before.replace(from, () => to),
    )
  }

const copy =
  (from: string, to: string): Change =>
  (repository) =>
    put(repository, to, readFileSync(join(repository, from), 'utf8'))

const remove =
  (path: string): Change =>
  (repository) =>
    rmSync(join(repository, path))

/** A mistake, and what the refusal says of it: the only problem, without the next step. */
const mistakes: readonly (readonly [name: string, make: Change, problem: RegExp])[] = [
  [
    'a query file that throws, whichever files import it',
    replace('queries/redis.ts', 'export const up =', "export const broken = decodeURI('%')\nexport const up ="),
    /definition {3}queries\/redis\.ts:\d+:\d+\n.*\n.*\n {2}The file cannot be loaded: URI malformed/,
  ],
  [
    'a query that does not exist',
    replace('alerts/high-error-rate.ts', 'http.serverErrorRate.by', 'http.serverErrRate.by'),
    /types {3}alerts\/high-error-rate\.ts:\d+:\d+\n.*\n.*\n {2}queries\/http\.ts exports no serverErrRate\.\n {2}Did you mean serverErrorRate\?/,
  ],
  [
    'an amount that is none',
    replace('alerts/high-error-rate.ts', ".above('5%')", ".above('5 percent')"),
    /definition {3}alerts\/high-error-rate\.ts:\d+:\d+ › \.above\(\)\n.*\n.*\n {2}The threshold should be a share, and is '5 percent'/,
  ],
  [
    'a syntax error',
    replace('queries/redis.ts', 'export const up =', 'export const up = ='),
    /types {3}queries\/redis\.ts:\d+:\d+\n.*\n.*\n {2}Expression expected\./,
  ],
  [
    'an import of a file that does not exist',
    replace('queries/redis.ts', './jobs.ts', './jbos.ts'),
    /types {3}queries\/redis\.ts:\d+:\d+\n.*\n.*\n {2}There is no \.\/jbos\.ts\./,
  ],
  [
    'an import of a name that the other file does not export',
    replace('dashboards/overview.ts', 'redisMemoryHigh,', 'redisMemoryLow,'),
    /types {3}dashboards\/overview\.ts:\d+:\d+\n.*\n.*\n {2}.*resource-exhaustion\.ts exports no redisMemoryLow\./,
  ],
  [
    'a dashboard file without a default export',
    replace('dashboards/celery-workers.ts', 'export default dashboard(', 'export const workers = dashboard('),
    /dashboards\/celery-workers\.ts\n {2}The file has no default export/,
  ],
  [
    'a default export of the wrong kind',
    replace('alerts/liveness.ts', 'export default group(', 'export default [].concat('),
    /alerts\/liveness\.ts\n {2}The default export is no group/,
  ],
  [
    'two dashboards with one uid',
    replace('dashboards/celery-workers.ts', "'pybase-celery-workers'", "'pybase-overview'"),
    /dashboards\/overview\.ts\n {2}The dashboard uid "pybase-overview" is taken already, by dashboards\/celery-workers\.ts/,
  ],
  [
    'two alerts with one name',
    replace('alerts/slow-tasks.ts', 'export default group(', 'export default group(apiLatencyHigh, '),
    /alerts\/slow-tasks\.ts › PyBaseApiLatencyHigh\n {2}The alert name "PyBaseApiLatencyHigh" is taken already/,
  ],
  [
    'two panels with one key',
    replace('dashboards/celery-workers.ts', "'Tasks failed'", "'Tasks in the last hour!'"),
    /dashboards\/celery-workers\.ts › .*Tasks in the last hour!\n {2}The panel key "tasks-in-the-last-hour" is taken already/,
  ],
  [
    'a metric that no file exports',
    replace('queries/postgres.ts', 'export const maxConnections =', 'const maxConnections ='),
    /PyBasePostgresConnectionsNearLimit\n(.*\n.*\n)? {2}No known series is called pg_settings_max_connections/,
  ],
  [
    'an alert that no panel shows',
    replace('dashboards/celery-workers.ts', 'alert: searchBacklog', 'warning: 5'),
    /alerts\/liveness\.ts › PyBaseSearchBacklog\n {2}No panel of any dashboard shows this alert/,
  ],
  [
    'an alert without a runbook',
    remove('alerts/runbooks/PyBaseRedisDown.md'),
    /PyBaseRedisDown\n {2}The alert has no runbook: there is no alerts\/runbooks\/PyBaseRedisDown\.md/,
  ],
  [
    'a runbook that lacks a section',
    replace('alerts/runbooks/PyBaseRedisDown.md', '## Impact', '## Consequences'),
    /PyBaseRedisDown\.md:\d+:1\n {2}The section "## Consequences" is none of .*\n {2}Call it "## Impact", or/,
  ],
  [
    'a runbook without an alert',
    copy('alerts/runbooks/PyBaseRedisDown.md', 'alerts/runbooks/PyBaseRedisGone.md'),
    /alerts\/runbooks\/PyBaseRedisGone\.md\n {2}There is no alert PyBaseRedisGone/,
  ],
  [
    'a filter that no panel reads',
    replace('dashboards/celery-workers.ts', 'instancesOf(extraction.tasks,', 'instancesOf(up,'),
    /dashboards\/celery-workers\.ts › .*Extraction worker\n {2}No panel reads the variable \$worker_instance/,
  ],
  [
    'a metric that is newer than the pinned release',
    replace('queries/postgres.ts', "since: '0.13.0'", "since: '0.21.0'"),
    /Slowest statements\n {2}pg_stat_statements_calls_total exists from .* on, and the stack has 0\.20\.1/,
  ],
  [
    'an invalid setting',
    replace('stack.ts', "retention: '15d'", "retention: '15 days'"),
    /stack\.ts › retention\n {2}A duration is written like 15s, 5m or 15d; found "15 days"/,
  ],
]

/** One for all, which has its compiler bundled after the first; its definitions are put back before each mistake. */
const repository = copyOfRepository(temporaryFolder(afterAll))

test.for(mistakes)('%s is refused before anything is written', async ([, make, problem]) => {
  for (const name of definitions) {
    rmSync(join(repository, name), { recursive: true })
    cpSync(join(root, name), join(repository, name), { recursive: true })
  }
  make(repository)
  put(repository, 'out/old.yml', 'x\n')
  put(repository, join('out', manifestName), '{"generatedBy":"PyBase Monitoring","files":["old.yml"]}')
  const before = stateOf(join(repository, 'out'))
  const { code, stdout, stderr } = await cli(['build'], { repository })
  expect(stderr).toMatch(problem)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(stderr.match(/^error /gm), stderr).toHaveLength(1)
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^ {2}[A-Z].*[.?]$/)
  expect(stateOf(join(repository, 'out'))).toEqual(before)
})
