import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import { composeSchema } from '../targets/compose-schema.ts'
import type { Changes } from './installation.ts'
import type { PyBase } from './pybase.ts'
import type { Recorder } from './recorder.ts'

export type ComposeFile = z.output<typeof composeSchema>

/** What of the file runs with no release set here. */
export const unproven =
  'the services of Grafana and cAdvisor in the compose file, whose programs are published as container images alone'

/** What the proofs look at. */
export interface Scene {
  /** The release set, as stack.ts calls it. */
  readonly set: string
  /** The generated folder, as it lies on an operator's host. */
  readonly folder: string
  /** `docker-compose.yml` in it. */
  readonly file: ComposeFile
  /** What each secret holds. */
  readonly secrets: Readonly<Record<string, string>>
  readonly pybase: PyBase
  readonly recorder: Recorder
  /** Compiles the definitions into the folder again. */
  build(changes: Changes): Promise<void>
}

/** One property of the running stack. `body` answers what it saw, and throws where the property does not hold. */
export interface Proof {
  readonly what: string
  readonly body: (scene: Scene) => Promise<string>
}

export const readCompose = (folder: string): ComposeFile =>
  composeSchema.parse(parse(readFileSync(join(folder, 'docker-compose.yml'), 'utf8')))
