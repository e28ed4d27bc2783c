import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Model } from '../model/model.ts'
import { type Artifact, generatedFrom } from '../output/artifact.ts'
import { metricsModule } from './instrumentation/metrics.ts'

const here = fileURLToPath(new URL('./instrumentation/python', import.meta.url))

/** `instrumentation/`: the Python package that makes PyBase's processes expose what the catalog says they do. */
export const instrumentation = (model: Model): readonly Artifact[] => [
  ...handWritten().map((path) => artifact(path, `build/pybase/instrumentation/python/${path}`, textOf(path))),
  artifact('pybase/metrics.py', 'queries/*.ts and stack.ts', metricsModule(model)),
]

const artifact = (path: string, source: string, text: string): Artifact => ({
  path: `instrumentation/${path}`,
  text: `# ${generatedFrom(source)}\n${text}`,
})

/** The Python files that people write, by their path inside the package, whatever else an interpreter leaves there. */
const handWritten = (): readonly string[] =>
  readdirSync(here, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.py'))
    .sort()

const textOf = (path: string): string => readFileSync(join(here, path), 'utf8').replaceAll('\r\n', '\n')
