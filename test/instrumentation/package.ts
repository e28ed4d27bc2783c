import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { instrumentation } from '../../build/pybase/instrumentation.ts'
import { root } from '../support/root.ts'

/** The catalog of this checkout. */
export const model = resolve(await load(root))
/** The Python package that is generated from it. */
export const artifacts = instrumentation(model)

/** A folder of its own that is removed after the test. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pybase-instrumentation-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes the package into a folder that is removed after the test, and answers the folder: it belongs in PYTHONPATH. */
export function installPackage(): string {
  const folder = temporary()
  for (const { path, text } of artifacts) {
    const file = join(folder, path.replace('instrumentation/', ''))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}
