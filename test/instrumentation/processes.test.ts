import { spawn } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { JobName } from '../../build/language/register.ts'
import { counted, differences, samples } from './contract.ts'
import { installPackage, temporary } from './package.ts'
import { environment, printed, runPython } from './python.ts'
import { testOnEach } from './sets/test-on.ts'

const jobs: readonly JobName[] = ['pybase-api', 'extraction-worker', 'search-worker']
const sockets = 'websocket_connections_active'

/** Python code that prints a job's exposition. */
const expose = (job: JobName = 'pybase-api'): string => `
from pybase.monitoring.exposition import exposition
print(exposition("${job}").decode(), end="")`

const opened = (count: number): string => `
from pybase.metrics import *
websocket_connections_active_gauge.inc(${count})
http_request_counter.labels("GET", "/parts", "200").inc(3)`

const started = (job: JobName, version = '1.2.3'): string => `
from pybase.monitoring.process import start_process
start_process("${job}", "${version}")`

/** The environment of a job with several processes, and its shared folder. */
function sharing(): { readonly env: Readonly<Record<string, string>>; readonly folder: string } {
  const folder = temporary()
  return { folder, env: environment(installPackage(), { PROMETHEUS_MULTIPROC_DIR: folder }) }
}

/** A process that does nothing until the test has ended. */
function bystander(): number {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' })
  onTestFinished(() => {
    child.kill()
  })
  if (child.pid === undefined) throw new Error('sleep cannot be started')
  return child.pid
}

/** A folder of another user. */
function foreign(): string {
  const folder = temporary()
  chownSync(folder, 65_534, 65_534)
  return folder
}

/** Renames the files of gauges as if another process had left them. */
function attribute(folder: string, pid: number): void {
  for (const file of readdirSync(folder).filter((name) => name.startsWith('gauge_')))
    renameSync(join(folder, file), join(folder, file.replace(/_\d+\.db$/, `_${pid}.db`)))
}

testOnEach([], 'each job exposes its own metrics, all closed labels at 0', ({ python }) => {
  for (const shared of [false, true])
    for (const job of jobs) {
      const env = shared ? sharing().env : environment(installPackage())
      // The API's open labels have values once a route has been asked.
      const asked = `
from pybase.metrics import *
http_request_counter.labels("GET", "/parts", "200").inc(0)
http_request_duration_histogram.labels("GET", "/parts").observe(0)`
      const text = printed(python, env, `${asked}${started(job)}${expose(job)}`)
      expect(differences(text, job), `${job}, ${shared ? 'several processes' : 'one process'}`).toEqual([])
      expect(Object.keys(counted(text, '')).filter((name) => !name.startsWith('http_'))).toEqual([
        'pybase_build_info{version="1.2.3"}',
        'pybase_start_time_seconds',
      ])
    }
})

testOnEach([], 'of moments that each process has the earliest is told, and none at 0', ({ python }) => {
  const { env } = sharing()
  const text = printed(
    python,
    env,
    `
import os, time
from pybase.metrics import extraction_oldest_task_start_time_gauge as oldest
oldest.labels(task_type="pdf").set(200)
oldest.labels(task_type="ifc").set(0)
reads, writes = os.pipe()
child = os.fork()
if child == 0:
    oldest.labels(task_type="pdf").set(100)
    os.write(writes, b"x")
    time.sleep(60)
    os._exit(0)
os.read(reads, 1)${expose('extraction-worker')}
os.kill(child, 9)
`,
  )
  expect([...samples(text)].filter(([name]) => name.startsWith('extraction_oldest'))).toEqual([
    ['extraction_oldest_task_start_time_seconds{task_type="pdf"}', 100],
  ])
})

testOnEach([], 'a process that is killed while it creates its file keeps nobody from being scraped', ({ python }) => {
  const { env, folder } = sharing()
  writeFileSync(join(folder, 'counter_999999.db'), '')
  expect(samples(printed(python, env, opened(5) + expose())).get(sockets)).toBe(5)
})

testOnEach([], 'of a process that is gone its counters stay and its gauges go', ({ python }) => {
  const { env } = sharing()
  printed(python, env, `${opened(5)}${started('pybase-api', '1.0.0')}\nimport os; os._exit(0)`)
  const text = printed(python, env, `${opened(2)}${started('pybase-api', '2.0.0')}${expose()}`)
  expect(samples(text).get(sockets)).toBe(2)
  expect(counted(text, 'http_requests_total')).toEqual({
    'http_requests_total{endpoint="/parts",method="GET",status="200"}': 6,
  })
  expect(counted(text, 'pybase_build_info')).toEqual({ 'pybase_build_info{version="2.0.0"}': 1 })
})

testOnEach([], 'gauges go when their process id belongs to another program now', ({ python }) => {
  const { env, folder } = sharing()
  printed(python, env, opened(5))
  attribute(folder, bystander())
  expect(samples(printed(python, env, opened(2) + expose())).get(sockets)).toBe(2)
})

testOnEach([], 'a process starts without the gauges of an earlier one of its id', ({ python }) => {
  const { env, folder } = sharing()
  printed(python, env, `${opened(5)}${started('pybase-api', '1.0.0')}`)
  const inherit = `
import os, re
for name in os.listdir("${folder}"):
    if name.startswith("gauge_"):
        os.rename("${folder}/" + name, "${folder}/" + re.sub(r"_[0-9]+.db", f"_{os.getpid()}.db", name))`
  const text = printed(python, env, `${inherit}${opened(2)}${started('pybase-api', '2.0.0')}${expose()}`)
  expect(samples(text).get(sockets)).toBe(2)
  expect(counted(text, 'pybase_build_info')).toEqual({ 'pybase_build_info{version="2.0.0"}': 1 })
})

testOnEach([], 'so does a forked process', ({ python }) => {
  const { env, folder } = sharing()
  printed(python, env, opened(5))
  attribute(folder, 0)
  const fork = `${opened(0)}
import os
for pid in range(os.getpid() + 1, os.getpid() + 2000):
    os.link("${folder}/gauge_livesum_0.db", f"${folder}/gauge_livesum_{pid}.db")
child = os.fork()
if child == 0:
    websocket_connections_active_gauge.inc(2)${expose().replaceAll('\n', '\n    ')}
else:
    os.waitpid(child, 0)`
  expect(samples(printed(python, env, fork)).get(sockets)).toBe(2)
})

testOnEach([], 'the gauges of a killed child go before its parent has noticed', ({ python }) => {
  const { env } = sharing()
  const zombie = `${opened(1)}${started('pybase-api')}
import os, signal, time
child = os.fork()
if child == 0:
    websocket_connections_active_gauge.inc(5)
    time.sleep(60)
from pybase.monitoring.exposition import exposition
while b"${sockets} 6.0" not in exposition("pybase-api"):
    time.sleep(0.01)
os.kill(child, signal.SIGKILL)
os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)${expose()}`
  const text = printed(python, env, zombie)
  expect(samples(text).get(sockets)).toBe(1)
  // A fork that set nothing itself does not blot out what its parent says.
  expect(counted(text, 'pybase_build_info')).toEqual({ 'pybase_build_info{version="1.2.3"}': 1 })
  expect(samples(text).get('pybase_start_time_seconds')).toBeGreaterThan(1.6e9)
})

testOnEach([], 'a file that a process is just creating is left to it', ({ python }) => {
  const { env, folder } = sharing()
  const creating = `${opened(1)}
import os
reader, writer = os.pipe()
child = os.fork()
if child == 0:
    created = open(f"${folder}/gauge_livesum_{os.getpid()}.db", "a+b")
    os.write(writer, b"x")
    import time
    time.sleep(60)
os.read(reader, 1)${expose()}
print("# It is there:", os.path.exists(f"${folder}/gauge_livesum_{child}.db"))
os.kill(child, 9)`
  const text = printed(python, env, creating)
  expect(text.trimEnd().split('\n').at(-1)).toBe('# It is there: True')
  expect(samples(text).get(sockets)).toBe(1)
})

testOnEach([], 'a folder for several processes is made; a useless setting is refused in a sentence', ({ python }) => {
  const folder = join(temporary(), 'a', 'b')
  const env = environment(installPackage(), { PROMETHEUS_MULTIPROC_DIR: folder })
  printed(python, env, 'import pybase.metrics')
  expect(readdirSync(folder).length).toBeGreaterThan(0)

  // Whoever else can write there makes up numbers, and has us remove files.
  const [linked, open] = [join(temporary(), 'linked'), temporary()]
  symlinkSync(folder, linked)
  chmodSync(open, 0o777)
  for (const [path, fault] of [
    [linked, 'which is a symbolic link'],
    [open, 'which others may write to (mode 0777)'],
    ...(process.getuid?.() === 0 ? [[foreign(), 'which belongs to the user 65534 and not to 0']] : []),
  ] as const)
    expect(
      runPython(python, { ...env, PROMETHEUS_MULTIPROC_DIR: path }, 'import pybase.metrics')
        .stderr.split('\n')
        .at(-2),
    ).toBe(
      `ValueError: PROMETHEUS_MULTIPROC_DIR is '${path}', ${fault}: whoever can write there could make up numbers, or have other files removed. Name a folder of this user's own, with mode 0700; one that does not exist is made.`,
    )

  const empty = runPython(python, { ...env, PROMETHEUS_MULTIPROC_DIR: '' }, 'import pybase.metrics')
  expect(empty.stderr).toMatch(/ValueError: PROMETHEUS_MULTIPROC_DIR is empty: name a folder, or unset it.\n$/)

  const { PROMETHEUS_MULTIPROC_DIR: _, ...without } = env
  const late = `
import os, prometheus_client
os.environ["PROMETHEUS_MULTIPROC_DIR"] = "${folder}"
import pybase.metrics`
  expect(runPython(python, without, late).stderr).toMatch(
    /ValueError: PROMETHEUS_MULTIPROC_DIR was set after prometheus_client was imported/,
  )
})
