import { mkdirSync, realpathSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findTool } from '../../build/commands/tools.ts'
import { targetOf } from '../../build/language/job.ts'
import type { PybaseStack } from '../../build/pybase/settings.ts'
import { command, docker } from './command.ts'
import { eventually } from './eventually.ts'
import { importImage } from './images.ts'

const image = 'localhost/pybase-standin:1.0.0'

/** PyBase's own services, as far as the stack meets them: real databases, and files in place of the application. */
export interface PyBase {
  /** Runs SQL as the superuser of the database; lines that psql asks for follow it. */
  sql(text: string): Promise<string>
  redis(...words: readonly string[]): Promise<string>
  /** Extraction tasks of the type `step`, and those among them that took longer than the last bucket, ten minutes. */
  extracted(tasks: number, slow: number): void
  readonly containers: readonly string[]
}

/** Starts PyBase's services on its network. The containers see this machine's Debian packages and nothing else of it. */
export async function startPyBase(stack: PybaseStack, scratch: string): Promise<PyBase> {
  await importImage(rootFolder(join(scratch, 'images', 'standin')), image, 'CMD ["/bin/sh"]')
  const www = join(scratch, 'www')
  const serve = async (job: 'pybase-api' | 'extraction-worker' | 'search-worker', text: string) => {
    const { address, path } = targetOf(stack, { name: job })
    const [host = '', port = ''] = address.split(':')
    const folder = join(www, host)
    write(join(folder, path), text)
    const mounts = ['-v', `${folder}:/www:ro`, '-v', `${realpathSync(process.execPath)}:/node:ro`]
    await start(host, mounts, ['/node', '--eval', fileServer, port])
    return (next: string) => write(join(folder, path), next)
  }
  const start = (host: string, options: readonly string[], words: readonly string[]) =>
    docker('run', '-d', '--name', host, '--network', stack.compose.network, ...usr, ...options, image, ...words)

  await serve('pybase-api', counter('http_requests_total{method="GET",endpoint="/",status="200"}', 1))
  await serve('search-worker', counter('cache_operations_total{operation="get",result="hit"}', 1))
  const rewrite = await serve('extraction-worker', durations(0, 0))

  const programs = dirname(realpathSync(findTool('postgres') ?? ''))
  const { database } = stack.compose.postgres
  const initdb = '-D /data/pg -U postgres --no-sync --no-locale -E UTF8 --auth-local=trust --auth-host=scram-sha-256'
  const script = [
    `${programs}/initdb ${initdb} >/dev/null`,
    "echo 'host all all all scram-sha-256' >>/data/pg/pg_hba.conf",
    `exec ${programs}/postgres -D /data/pg -k /data -h '*' -c shared_preload_libraries=pg_stat_statements -c fsync=off`,
  ].join('\n')
  const data = ['--tmpfs', '/data:uid=65534,gid=65534,mode=700', '--user', '65534:65534']
  await start('postgres', data, ['sh', '-c', script])
  await start('redis', data, ['redis-server', '--save', '', '--maxmemory', '64mb', '--protected-mode', 'no'])

  const psql = ['exec', '-i', 'postgres', `${programs}/psql`, '-h', '/data', '-U', 'postgres', '-v', 'ON_ERROR_STOP=1']
  const sql = (input: string) => command('docker', psql, { input })
  await eventually(() =>
    sql('SELECT 1').then(
      () => undefined,
      (error: Error) => error.message,
    ),
  )
  await sql(`CREATE DATABASE "${database}"`)
  return {
    sql,
    redis: (...words) => docker('exec', 'redis', 'redis-cli', ...words),
    extracted: (tasks, slow) => rewrite(durations(tasks, slow)),
    containers: ['backend', 'search-worker', 'extraction-worker', 'postgres', 'redis'],
  }
}

const usr = ['-v', '/usr:/usr:ro', '--cap-drop', 'ALL', '--read-only']

/** Debian's programs look for their libraries at these names, which are links on Debian too. */
function rootFolder(root: string): string {
  mkdirSync(join(root, 'etc'), { recursive: true })
  for (const folder of ['usr', 'data', 'tmp', 'www']) mkdirSync(join(root, folder))
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, join(root, name))
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n')
  return root
}

/** Serves /www as text: Prometheus 3 wants to be told the type of what it scrapes. */
const fileServer = `
  const headers = { 'content-type': 'text/plain; version=0.0.4' }
  const answer = ({ url }, response) =>
    require('fs').readFile('/www' + url, (error, text) => response.writeHead(error ? 404 : 200, headers).end(text))
  require('http').createServer(answer).listen(process.argv[1])
`

/** By rename, so that no scrape reads half a file. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}

const counter = (series: string, value: number): string =>
  `# TYPE ${series.split('{')[0]} counter\n${series} ${value}\n`

const durations = (tasks: number, slow: number): string => {
  const name = 'extraction_duration_seconds'
  return [
    `# TYPE ${name} histogram`,
    `${name}_bucket{task_type="step",le="600.0"} ${tasks - slow}`,
    `${name}_bucket{task_type="step",le="+Inf"} ${tasks}`,
    `${name}_count{task_type="step"} ${tasks}`,
    `${name}_sum{task_type="step"} ${tasks * 100 + slow * 700}`,
    '',
  ].join('\n')
}
