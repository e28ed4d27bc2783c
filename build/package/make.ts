import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { makeBundle, ofPackage } from '../bundle/make.js'
import { noticesOf } from '../licenses.ts'
import { bundleOfPackage, compiler } from '../place.js'
import { exported, launcher } from './files.ts'
import { manifestOf } from './manifest.ts'
import { writeTypes } from './types.ts'

/**
 * Makes the package of the compiler in a folder: JavaScript, so that no Node needs anything to run it, and declarations. What
 * is made of the same sources is the same. Throws where the sources have an error.
 */
export async function makePackage(folder: string): Promise<void> {
  const put = (file: string, from: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(from, join(folder, file), { recursive: true })
  }
  const bundle = join(folder, relative(compiler, bundleOfPackage))
  const inputs = await makeBundle(bundle, { language: ofPackage, script: '../bundle/script.js' })
  for (const file of [...launcher, ...inputs.flatMap(readBy)]) put(file, join(compiler, file))
  for (const file of ['README.md', 'LICENSE']) put(file, join(compiler, file === 'LICENSE' ? '..' : 'package', file))
  writeFileSync(join(folder, 'NOTICES'), noticesOf(packagesAmong(inputs)))
  await writeTypes(exported(), join(folder, 'types'))
  writeFileSync(join(folder, 'package.json'), manifestOf(folder))
}

/** The files beside a source that it reads when it runs, below `build/`. */
function readBy(source: string): readonly string[] {
  if (!source.endsWith('.ts')) return []
  const text = readFileSync(resolve(compiler, source), 'utf8')
  return [...text.matchAll(/new URL\('([^']+)', import\.meta\.url\)/g)]
    .map(([, file = '']) => join(dirname(source), file))
    .filter((file) => !file.endsWith('.js') && existsSync(join(compiler, file)))
}

/** The packages whose code is in the bundle. */
const packagesAmong = (inputs: readonly string[]): readonly string[] =>
  [
    ...new Set(
      inputs.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'))?.[1] ?? []),
    ),
  ].sort()
