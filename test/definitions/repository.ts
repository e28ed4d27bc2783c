import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { render } from '../../build/checks/render.ts'
import { type Reading, readDefinitions } from '../../build/definitions/read.ts'
import type { TypeSource } from '../../build/definitions/types/checker.ts'
import type { Definitions } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import { Refused } from '../../build/problem.ts'
import { ruleTests } from '../../build/targets/rule-tests.ts'
import { wrongIn } from '../../build/wrong.ts'
import { linkPackages } from '../commands/copy.ts'
import { temporaryFolder } from '../output/folder.ts'
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

/** What the proof of the alerts refuses. */
function refusalOf(definitions: Definitions): readonly string[] {
  try {
    ruleTests(resolve(definitions))
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
