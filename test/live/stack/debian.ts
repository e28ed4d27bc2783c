import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import * as z from 'zod'
import { root } from '../../../build/commands/paths.ts'
import { type Compiled, compile } from '../../../build/compile.ts'
import { overridesVariable } from '../../../build/stack/overrides.ts'

let compiled: Promise<Compiled> | undefined

/**
 * Our definitions for Debian's releases, at the addresses of the compose file. Throws when this process has loaded them
 * for other releases before, since a module is loaded once.
 */
export const debianBuild = (): Promise<Compiled> => {
  compiled ??= compileForDebian()
  return compiled
}

async function compileForDebian(): Promise<Compiled> {
  const before = process.env[overridesVariable]
  process.env[overridesVariable] = fileURLToPath(new URL('debian12.yml', import.meta.url))
  const result = await compile(root, 'none')
  if (before === undefined) delete process.env[overridesVariable]
  else process.env[overridesVariable] = before
  if (result.model.stack.versions === 'debian12') return result
  throw new Error('stack.ts was loaded for other releases before: import nothing that loads it first')
}

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({ command: z.array(z.string()), environment: z.record(z.string(), z.string()).default({}) }),
  ),
})
export type Service = z.output<typeof composeFile>['services'][string]

/** The flags and the environment with which the generated compose file starts a service. Throws if there is none. */
export async function generatedService(name: string): Promise<Service> {
  const file = (await debianBuild()).artifacts.find(({ path }) => path === 'docker-compose.yml')
  const service = composeFile.parse(parse(file?.text ?? '')).services[name]
  if (service === undefined) throw new Error(`the generated docker-compose.yml has no service ${name}`)
  // Compose writes a dollar twice.
  return {
    command: service.command.map((word) => word.replaceAll('$$', '$')),
    environment: service.environment,
  }
}
