import { definitionFiles } from '../files.js'
import { hashesOf, TypeCache } from './cache.ts'
import { type Changes, Compiler, compilerVersion, type TypeFault } from './compiler.ts'
import { projectText } from './project.ts'

/** Checks the types of the definitions below a folder, again and again. */
export interface TypeChecker {
  /** The errors of the definitions as they are now; none at once where nothing has changed since there was none. */
  errors(): Promise<readonly TypeFault[]>
  close(): Promise<void>
}

/**
 * Who checks the types: a checker that stays, one of its own, one that believes nothing that was remembered, or nobody, which
 * the author takes on himself.
 */
export type TypeSource = TypeChecker | 'own' | 'anew' | 'none'

/** A checker of the definitions below `root`. It starts nothing until it is asked, and nothing where nothing has changed. */
export function typeChecker(root: string, { isForgetful = false } = {}): TypeChecker {
  const cache = new TypeCache(root)
  let compiler: Promise<Compiler> | undefined
  /** What the last round read, by hash. */
  let known: ReadonlyMap<string, string> = new Map()
  return {
    async errors() {
      const text = projectText(root)
      const by = `TypeScript ${compilerVersion()} ${text}`
      const definitions = definitionFiles(root)
      if (!isForgetful && cache.isRight(by, definitions)) return []
      const now = hashesOf(new Set([...known.keys(), ...definitions]))
      compiler ??= Compiler.start(cache.put('tsconfig.json', text))
      const { errors, files } = await (await compiler).round(changesOf(known, now))
      known = new Map([...hashesOf(files.filter((file) => !now.has(file))), ...now])
      if (errors.length === 0) cache.remember(by, files, known)
      return errors
    },
    async close() {
      await (await compiler?.catch(() => undefined))?.close()
      cache.close()
    },
  }
}

const changesOf = (before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): Changes => ({
  changed: [...now.keys()].filter((file) => before.has(file) && before.get(file) !== now.get(file)),
  created: [...now.keys()].filter((file) => !before.has(file)),
  deleted: [...before.keys()].filter((file) => !now.has(file)),
})
