import { spawnSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { Failed, type Phase } from '../phase.ts'
import type { targets } from '../stack/addresses.ts'
import { generatedService, type Service } from '../stack/generated.ts'
import type { Stack } from '../stack/stack.ts'
import { unknownFlags, unknownVariables } from './known.ts'

/** The services of the compose file whose programs run here, and where each listens. */
const services = {
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  postgres_exporter: 'postgres',
  redis_exporter: 'redis',
  node_exporter: 'node',
} as const satisfies Readonly<Record<string, (typeof targets)[number]>>
type Name = keyof typeof services

/** The compose file asks nothing of a release that it does not know. */
export const flags: Phase = {
  name: 'flags: every flag, environment variable and health check of the compose file is known to its program',
  async run(stack) {
    const asked = await Promise.all((Object.keys(services) as Name[]).map((name) => ask(stack, name)))
    const findings = asked.flatMap((each) => each.findings)
    if (findings.length > 0) throw new Failed(findings)
    return [...asked.map(({ line }) => line), ...notAsked]
  },
}

async function ask(stack: Stack, name: Name) {
  const service = await generatedService(stack.chosen, name)
  const program = stack.tools[name]
  const { stdout, stderr } = spawnSync(program, ['--help'], { encoding: 'utf8', timeout: 60_000 })
  const findings = [
    ...unknownFlags(stdout + stderr, service.command),
    ...unknownVariables(readFileSync(realpathSync(program)), Object.keys(service.environment)),
    ...(await unhealthy(service, stack.addresses[services[name]])),
  ].map((what) => `${name}: ${what}`)
  const deprecated = service.command.filter((word) => isDeprecated(stdout + stderr, word))
  return {
    findings,
    line: [
      `${name}: ${service.command.length} flags, ${Object.keys(service.environment).length} variables, the health check`,
      ...deprecated.map((word) => `${word} is called deprecated`),
    ].join('; '),
  }
}

/** wget asks with HEAD, and older ones with GET. */
async function unhealthy({ healthcheck }: Service, address: string): Promise<readonly string[]> {
  const path = new URL(healthcheck.test.at(-1) ?? '').pathname
  const answers = await Promise.all(
    ['HEAD', 'GET'].map(async (method) => ({ method, ...(await fetchStatus(`http://${address}${path}`, method)) })),
  )
  return answers
    .filter(({ status }) => status !== 200)
    .map(({ method, status }) => `its health check asks ${method} ${path}, which is answered with ${status}, not 200.`)
}

const fetchStatus = async (url: string, method: string): Promise<{ readonly status: number }> => {
  const response = await fetch(url, { method })
  await response.arrayBuffer()
  return { status: response.status }
}

function isDeprecated(help: string, word: string): boolean {
  const [flag = ''] = word.split('=')
  const at = help.indexOf(`${flag}=`)
  return at !== -1 && /^\S+\s+\[?deprecated/i.test(help.slice(at))
}

/** What no program here can be asked. */
export const notAsked = [
  'not asked: grafana, which is published as a container image alone',
  'not asked: cadvisor, which is published as a container image alone: its command is no module of Go that the proxy has',
]
