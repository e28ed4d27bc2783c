// The first process of namespaces of its own, which main.ts starts: what it starts ends with it.

import { join } from 'node:path'
import { describe, Refused } from '../../build/findings/problem.ts'
import stack from '../../stack.ts'
import { cache, findPrograms } from '../live/programs/find.ts'
import { chosen } from '../live/stack/releases.ts'
import { command, docker } from './command.ts'
import { noEngine, startEngine } from './engine.ts'
import { block, composeTool, follow } from './guide.ts'
import { buildImage } from './images.ts'
import { list } from './inspect.ts'
import { builder, install } from './installation.ts'
import { readCompose, type Scene, unproven } from './proof.ts'
import { proofs } from './proofs/all.ts'
import { startPyBase } from './pybase.ts'
import { startRecorder } from './recorder.ts'

const [scratch = '', set = ''] = process.argv.slice(2)
const releases = await chosen(set)

/** The stack as an operator starts it by the guide, beside PyBase's services. */
async function setUp(): Promise<Scene> {
  const folder = join(scratch, 'pybase/monitoring')
  const recorder = await startRecorder()
  const build = builder(folder, recorder.url, releases.settings)
  await build({ scrapeTimeout: '10s', channel: '#before' })
  const file = readCompose(folder)
  const programs = await findPrograms(set, releases.releases, cache(), 'here')
  for (const [service, { image }] of Object.entries(file.services)) await buildImage(service, image, programs, scratch)
  await docker('network', 'create', stack.compose.network)
  const pybase = await startPyBase(stack, scratch)
  const secrets = await install(folder, recorder.url)
  const password = `${secrets.postgres_exporter_password}\n`
  await pybase.sql(`${block(folder, 'CREATE ROLE')}${password.repeat(2)}`)
  await follow(folder, 'docker compose ps')
  return { set, folder, file, secrets, pybase, recorder, build }
}

function introduce({ file }: Scene, tool: string): void {
  const images = Object.values(file.services).map(({ image }) => image)
  console.log(`The generated docker-compose.yml for ${set}, on an engine of its own (${tool}):`)
  console.log(`  with ${images.join(', ')}`)
  for (const line of releases.substituted) console.log(`  with ${line}`)
  console.log(`  unproven: ${unproven}`)
}

/** What the containers of the stack said last. */
async function logs(): Promise<string> {
  const names = await list('ps', '--all', '--format', '{{.Names}}')
  const tail = (name: string) => command('sh', ['-c', 'docker logs --tail 8 "$1" 2>&1', 'logs', name])
  const texts = await Promise.all(names.map(async (name) => `--- ${name}\n${await tail(name)}`))
  return texts.join('\n')
}

async function proveAll(scene: Scene): Promise<number> {
  for (const [at, { what, body }] of proofs.entries())
    try {
      const start = performance.now()
      const seen = await body(scene)
      console.log(`ok      ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)\n        ${seen}`)
    } catch (error) {
      console.error(`FAILED  ${what}\n${(error as Error).message}\n${await logs()}`)
      console.log(`${at} passed, 1 failed, ${proofs.length - at - 1} not tried`)
      return 1
    }
  console.log(`${proofs.length} passed, 0 failed`)
  return 0
}

async function main(): Promise<number> {
  try {
    await startEngine(scratch)
  } catch (error) {
    console.error((error as Error).message)
    return noEngine
  }
  try {
    const scene = await setUp()
    introduce(scene, await composeTool())
    return await proveAll(scene)
  } catch (error) {
    console.error(error instanceof Refused ? error.problems.map(describe).join('\n\n') : (error as Error).message)
    return 1
  }
}

// Whoever started us is gone.
process.once('disconnect', () => process.exit(1))
process.exit(await main())
