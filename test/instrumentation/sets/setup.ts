import type { TestProject } from 'vitest/node'
import { type Provided, provideAll } from './provide.ts'
import type { SetName } from './sets.ts'

declare module 'vitest' {
  interface ProvidedContext {
    pythons: Record<SetName, Provided>
  }
}

/** Once before the tests of a run: the environments are made by one process, and each test is told where they are. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('pythons', await provideAll())
}
