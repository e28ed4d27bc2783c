import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../../findings/problem.ts'
import { textsAt } from '../diff/git.ts'
import { projectRoot } from '../paths.ts'
import type { DefinitionTexts } from './causes.ts'

const folders = ['alerts', 'dashboards', 'queries'] as const

/** The definitions in a repository's files. */
export const definitionsIn = (repository: string): DefinitionTexts =>
  new Map(
    folders.flatMap((folder) =>
      readdirSync(join(repository, folder))
        .filter(isDefinition)
        .map((name) => [`${folder}/${name}`, readFileSync(join(repository, folder, name), 'utf8')] as const),
    ),
  )

/** The definitions in a revision of ours; `undefined` where it has none. */
export async function definitionsAt(revision: string): Promise<DefinitionTexts | undefined> {
  try {
    const found = await Promise.all(
      folders.map(async (folder) => {
        const texts = await textsAt(projectRoot(), revision, folder, isDefinition)
        return texts.map(({ file, text }) => [`${folder}/${file}`, text] as const)
      }),
    )
    return new Map(found.flat())
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

const isDefinition = (path: string): boolean => /^[^/]+\.ts$/.test(path)
