import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { capture } from '../../../build/commands/child.ts'
import { interpreters } from '../../instrumentation/sets/interpreters.ts'
import { provide } from '../../instrumentation/sets/provide.ts'
import type { PythonSet } from '../../instrumentation/sets/sets.ts'
import { put, temporaryFolder } from '../../output/folder.ts'
import { root } from '../../support/root.ts'
import { doWithout } from '../../support/tools.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const linter: PythonSet = {
  title: 'compose-lint',
  file: here('requirements.txt'),
  from: [3, 11],
  modules: ['compose_lint', 'yaml'],
}

const report = z.object({
  findings: z.array(
    z.object({ rule_id: z.string(), service: z.string(), message: z.string(), suppressed: z.boolean().default(false) }),
  ),
})

const accepted = z
  .object({ rules: z.record(z.string(), z.object({ exclude_services: z.record(z.string(), z.string()) })) })
  .parse(parse(readFileSync(here('accepted.yml'), 'utf8')))

/** What compose-lint says of a compose file. Throws with what it prints where it does not judge. */
async function findingsIn(python: string, file: string) {
  const words = ['-m', 'compose_lint', 'check', '--format', 'json', '--strict-config', '--config', here('accepted.yml')]
  const { code, text, complaint } = await capture(python, [...words, file], { timeoutMs: 60_000 })
  if (code !== 0 && code !== 1) throw new Error(`compose-lint ends with ${code}:\n${complaint}`)
  return report.parse(JSON.parse(text)).findings
}

test('compose-lint finds nothing in the compose file but what has a reason, and every reason is needed', async (context) => {
  const provided = await provide(linter, await interpreters())
  if (provided.python === undefined)
    return doWithout(context, [{ what: 'Python with compose-lint', because: provided.because }], provided.isOffline)
  const found = await findingsIn(provided.python, join(root, 'out/docker-compose.yml'))
  expect(found.filter(({ suppressed }) => !suppressed)).toEqual([])
  const reasoned = Object.entries(accepted.rules).flatMap(([rule, { exclude_services }]) =>
    Object.keys(exclude_services).map((service) => `${rule} ${service}`),
  )
  expect(new Set(found.map(({ rule_id, service }) => `${rule_id} ${service}`))).toEqual(new Set(reasoned))

  // It judges: a published port and the engine's socket, of a service without a reason.
  const text = readFileSync(join(root, 'out/docker-compose.yml'), 'utf8')
  const worse = text
    .replace('127.0.0.1:9090:9090', '0.0.0.0:9090:9090')
    .replace('- ./:/etc/prometheus:ro', '- /var/run/docker.sock:/var/run/docker.sock')
  const folder = temporaryFolder()
  put(folder, 'docker-compose.yml', worse)
  const told = (await findingsIn(provided.python, join(folder, 'docker-compose.yml')))
    .filter(({ suppressed }) => !suppressed)
    .map(({ service }) => service)
  expect(told).toEqual(['prometheus', 'prometheus'])
})
