import { until } from '../../support/until.ts'
import { Failed } from '../phase.ts'
import { queryNow } from '../stack/api.ts'
import { asSuperuser } from '../stack/postgres.ts'
import type { Stack } from '../stack/stack.ts'
import { run } from './world.ts'

/** Where each server says of which release it is: a series that Prometheus has of it, and its label. */
const told: Readonly<Record<string, readonly [series: string, label: string]>> = {
  Prometheus: ['prometheus_build_info{job="prometheus"}', 'version'],
  Alertmanager: ['alertmanager_build_info{job="alertmanager"}', 'version'],
  postgres_exporter: ['postgres_exporter_build_info{job="postgres"}', 'version'],
  redis_exporter: ['redis_exporter_build_info{job="redis"}', 'version'],
  node_exporter: ['node_exporter_build_info{job="node"}', 'version'],
  Redis: ['redis_instance_info{job="redis"}', 'redis_version'],
}

/** What the application is made of, and how Python's packages call it. */
const libraries: Readonly<Record<string, string>> = {
  FastAPI: 'fastapi',
  Starlette: 'starlette',
  SQLAlchemy: 'sqlalchemy',
  Celery: 'celery',
  'redis-py': 'redis',
  prometheus_client: 'prometheus-client',
}

/** The release of everything that runs, as it calls itself. Throws `Failed` with the servers that do not say it. */
export const runningReleases = async (stack: Stack): Promise<Readonly<Record<string, string>>> => ({
  ...(await ofServers(stack)),
  PostgreSQL: await ofPostgres(stack),
  ...(await ofPython(stack)),
})

async function ofServers({ addresses }: Stack): Promise<Readonly<Record<string, string>>> {
  const found = new Map<string, string>()
  const silent = () => Object.keys(told).filter((name) => !found.has(name))
  await until(async () => {
    for (const name of silent()) {
      const [series, label] = told[name] ?? ['', '']
      const [sample] = await queryNow(addresses.prometheus, series)
      const release = sample?.labels[label]
      if (release !== undefined) found.set(name, release)
    }
    return silent().length === 0
  }, 30_000)
  if (silent().length > 0)
    throw new Failed(
      silent().map((name) => `${name} does not say its release: no ${told[name]?.join(' with a label ')}`),
    )
  return Object.fromEntries(Object.keys(told).map((name) => [name, found.get(name) ?? '']))
}

/** `15.18` of `15.18 (Debian 15.18-0+deb12u1)`. */
async function ofPostgres(stack: Stack): Promise<string> {
  const [release = ''] = (await asSuperuser(stack, 'SHOW server_version')).split(/\s/)
  return release
}

/** Python itself prints the first line, and its packages the others. */
async function ofPython({ tools }: Stack): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await run(tools.python, ['-c', versions, ...Object.values(libraries)])
  const lines = stdout.trim().split('\n')
  return Object.fromEntries(['Python', ...Object.keys(libraries)].map((name, at) => [name, lines[at] ?? '']))
}

const versions = `
import platform, sys
from importlib.metadata import version
print(platform.python_version())
for name in sys.argv[1:]: print(version(name))
`
