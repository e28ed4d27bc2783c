import { spawnSync } from 'node:child_process'

/** The oldest Python that the instrumentation is written for. */
const oldest = [3, 9] as const

/** What the applications import that the proofs run, and the oldest release of each: Debian 12's. */
const packages = {
  aiosqlite: [0, 17],
  celery: [5, 2],
  fastapi: [0, 92],
  httpx: [0, 23],
  prometheus_client: [0, 16],
  psycopg2: [2, 9],
  redis: [4, 3],
  sqlalchemy: [1, 4],
  uvicorn: [0, 17],
  websockets: [10, 4],
} as const satisfies Readonly<Record<string, readonly [number, number]>>

/** Prints its version, then a line for each package that it cannot import or that is too old. Python 2 can read it. */
const probe = `
import sys
print("%d.%d.%d" % sys.version_info[:3])
if sys.version_info < (${oldest.join(', ')}):
    sys.exit()
import re
from importlib import import_module, metadata
def version_of(name):
    module = import_module(name)
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return str(module.__version__)
for name, least in ${JSON.stringify(Object.entries(packages))}:
    try:
        version = version_of(name)
    except Exception:
        print(name)
    else:
        if [int(part) for part in re.findall("[0-9]+", version)[:2]] < least:
            print("%s %d.%d or later, having %s" % (name, least[0], least[1], version))
`

/** Runs Python code as the tests run theirs: nothing but PATH is in its environment. */
export const askPython = (path: string, code: string) =>
  spawnSync(path, ['-c', code], {
    env: { PATH: process.env.PATH ?? '', PYTHONDONTWRITEBYTECODE: '1' },
    encoding: 'utf8',
    timeout: 60_000,
  })

/** Why a Python cannot run the application; `undefined` where it can. */
export function canRunPybase(path: string): string | undefined {
  const { status, stdout, stderr, error } = askPython(path, probe)
  if (status !== 0) return `${path} does not run: ${error?.message ?? stderr.trim().split('\n').at(-1)}`
  const [version = '', ...lacking] = stdout.trim().split('\n')
  if (isOlder(version)) return `${path} is Python ${version}, and ${oldest.join('.')} is the oldest that works`
  return lacking.length === 0 ? undefined : `${path}, Python ${version}, lacks ${lacking.join(', ')}`
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1])
}
