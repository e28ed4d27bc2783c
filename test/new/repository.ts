import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../../build/findings/problem.ts'
import { load } from '../../build/model/load.ts'
import type { Kind, Repository, Request, Scaffold } from '../../build/new/request.ts'
import { scaffold } from '../../build/new/scaffold.ts'
import { root } from '../support/root.ts'

const definitions = await load(root)

/** Our repository, with other texts in the place of some files, or with none. */
export const repository = (instead: Readonly<Record<string, string | undefined>> = {}): Repository => ({
  definitions,
  read: (file) => {
    if (file in instead) return instead[file]
    return existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined
  },
})

/** What is asked for besides kind and name. */
export type Wishes = Partial<Omit<Request, 'kind' | 'name'>>

/** What a definition of this name would need. */
export const add = (kind: Kind, name: string, wishes: Wishes = {}, instead = {}): Scaffold =>
  scaffold({ kind, name, labels: [], by: [], ...wishes }, repository(instead))

/** How the request is refused, with the next step. */
export function refusal(kind: Kind, name: string, wishes: Wishes = {}, instead = {}): string {
  try {
    add(kind, name, wishes, instead)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return error.problems.map(({ where, what, next }) => `${where}: ${what} ${next}`).join('\n')
  }
  throw new Error(`${kind} ${name} was not refused.`)
}
