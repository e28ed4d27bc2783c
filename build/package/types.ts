import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { capture } from '../commands/child.ts'
import { compiler, packages } from '../place.js'

/**
 * Writes the declarations of what can be imported, and of all that these mention, into a folder. Throws where the sources
 * have an error.
 */
export async function writeTypes(entries: readonly string[], folder: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'pybase-types-'))
  try {
    const config = join(scratch, 'tsconfig.json')
    writeFileSync(config, JSON.stringify(configOf(entries, folder)))
    const { code, text } = await capture(process.execPath, [join(packages, 'typescript', 'bin', 'tsc'), '-p', config])
    if (code !== 0) throw new Error(`The declarations cannot be made:\n${text}`)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const configOf = (entries: readonly string[], folder: string) => ({
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    module: 'nodenext',
    types: ['node'],
    typeRoots: [join(packages, '@types')],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    allowJs: true,
    skipLibCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: compiler,
    outDir: folder,
  },
  files: entries.map((entry) => join(compiler, entry)),
})
