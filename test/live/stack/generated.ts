import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import * as z from 'zod'
import { type Compiled, compile } from '../../../build/compile.ts'
import { overridesVariable } from '../../../build/stack/overrides.ts'
import { root } from '../../support/root.ts'
import type { Chosen } from './releases.ts'

let compiled: Promise<Compiled> | undefined

/**
 * Our definitions for a release set, at the addresses of the compose file. Throws when this process has loaded them for
 * other releases before, since a module is loaded once.
 */
export async function generatedFor({ set, settings }: Pick<Chosen, 'set' | 'settings'>): Promise<Compiled> {
  compiled ??= compileWith(settings)
  const result = await compiled
  if (result.model.stack.versions === set) return result
  throw new Error('stack.ts was loaded for other releases before: import nothing that loads it first')
}

async function compileWith(settings: Chosen['settings']): Promise<Compiled> {
  const before = process.env[overridesVariable]
  const folder = mkdtempSync(join(tmpdir(), 'pybase-settings-'))
  try {
    process.env[overridesVariable] = join(folder, 'settings.yml')
    writeFileSync(join(folder, 'settings.yml'), stringify(settings))
    return await compile(root, 'none')
  } finally {
    if (before === undefined) delete process.env[overridesVariable]
    else process.env[overridesVariable] = before
    rmSync(folder, { recursive: true })
  }
}

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      command: z.array(z.string()).default([]),
      environment: z.record(z.string(), z.string()).default({}),
      healthcheck: z.object({ test: z.array(z.string()) }).default({ test: [] }),
    }),
  ),
})
export type Service = z.output<typeof composeFile>['services'][string]

/** The flags, environment and health check that a service of the generated compose file has. Throws if there is none. */
export async function generatedService(chosen: Chosen, name: string): Promise<Service> {
  const file = (await generatedFor(chosen)).artifacts.find(({ path }) => path === 'docker-compose.yml')
  const service = composeFile.parse(parse(file?.text ?? '')).services[name]
  if (service === undefined) throw new Error(`the generated docker-compose.yml has no service ${name}`)
  // Compose writes a dollar twice.
  return {
    command: service.command.map((word) => word.replaceAll('$$', '$')),
    environment: service.environment,
    healthcheck: service.healthcheck,
  }
}
