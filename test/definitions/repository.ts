import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Reading, readDefinitions } from '../../build/definitions/read.ts'
import { type TypeChecker, type TypeSource, typeChecker } from '../../build/definitions/types/checker.ts'
import type { TypeFault } from '../../build/definitions/types/compiler.ts'
import { Refused } from '../../build/findings/problem.ts'
import { render } from '../../build/findings/render.ts'
import type { Definitions } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { ruleTests } from '../../build/targets/rule-tests.ts'
import { wrongIn } from '../../build/wrong.ts'
import { linkPackages } from '../commands/copy.ts'
import { temporaryFolder } from '../output/folder.ts'
import { kept } from '../support/kept.ts'
import { root } from '../support/root.ts'

/** A copy of our definitions, which read our own language. */
export function copyOfDefinitions(copy = temporaryFolder()): string {
  for (const name of ['package.json', 'stack.ts', 'queries', 'dashboards', 'alerts'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'build'), join(copy, 'build'))
  linkPackages(copy)
  return copy
}

/** Replaces a text of a file once. Throws where it is not there, lest a test passes for want of a mistake. */
export function slip(folder: string, file: string, from: string, to: string): void {
  const before = readFileSync(join(folder, file), 'utf8')
  if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`)
  writeFileSync(
    join(folder, file),
    before.replace(from, () => to),
  )
}

/**
 * A compiler of types that stays: it checks a copy of its own, in which each slip is made and undone, and tells the errors as of
 * the folder that is asked about. A compiler for each slip would read everything anew.
 */
export function lastingChecker() {
  const copy = copyOfDefinitions()
  const checker = typeChecker(copy)
  const movedTo = (folder: string, { file, text, reasons, ...fault }: TypeFault): TypeFault => ({
    ...fault,
    file: file?.replace(copy, folder),
    text: text.replaceAll(copy, folder),
    reasons: reasons.map((reason) => movedTo(folder, reason)),
  })
  return {
    close: () => checker.close(),
    /** The types of a folder in which a file is not what it is in ours. */
    of: (folder: string, file: string): TypeChecker => ({
      async errors() {
        const right = readFileSync(join(copy, file), 'utf8')
        try {
          writeFileSync(join(copy, file), readFileSync(join(folder, file)))
          return (await checker.errors()).map((fault) => movedTo(folder, fault))
        } finally {
          writeFileSync(join(copy, file), right)
        }
      },
      close: async () => {},
    }),
  }
}

/** Most slips leave all alerts but one as they are. */
const proven = kept()

/** What the proof of the alerts refuses. */
function refusalOf(definitions: Definitions): readonly string[] {
  try {
    ruleTests(resolve(definitions), proven)
    return []
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return error.problems.map(({ where, what, next }) => `error  proof   ${where}\n  ${what}\n  ${next}`)
  }
}

/** What is told of the definitions in a folder, as people read it: by the types, the words, the checks, or the proof. */
export async function told(folder: string, types: TypeSource): Promise<string> {
  const reading: Reading = await readDefinitions(folder, types)
  const { findings, definitions } = reading
  if (definitions === undefined || findings.length > 0) return findings.map((finding) => render(finding)).join('\n\n')
  const wrong = wrongIn(reading)
  return (wrong.length > 0 ? wrong.map((finding) => render(finding)) : refusalOf(definitions)).join('\n\n')
}
