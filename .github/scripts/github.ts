import type { z } from 'zod'
import { Refused } from '../../build/findings/problem.ts'

const timeoutMs = 30_000
const pageSize = 100
/** More pages than any pull request has. */
const mostPages = 100

/** What GitHub answers to a request, below the repository: `/pulls`. Throws `Refused` for any other answer. */
export async function ask<T>(schema: z.ZodType<T>, path: string, write?: Write): Promise<T> {
  const { GITHUB_API_URL: api = '', GITHUB_REPOSITORY: repository = '', GITHUB_TOKEN: token = '' } = process.env
  const where = `${write?.method ?? 'GET'} ${api}/repos/${repository}${path}`
  const answer = await fetch(`${api}/repos/${repository}${path}`, {
    ...(write && { method: write.method, body: JSON.stringify(write.body) }),
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
      ...(write && { 'content-type': 'application/json' }),
    },
    // The token goes to this address and to no other.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw refused(where, `GitHub does not answer: ${reasonOf(error)}.`)
  })
  const text = await answer.text()
  if (!answer.ok) throw refused(where, `GitHub answers ${answer.status}: ${text.slice(0, 300)}`)
  const parsed = schema.safeParse(json(text))
  if (!parsed.success)
    throw refused(where, `GitHub's answer is not what its documentation says: ${parsed.error.message}`)
  return parsed.data
}

export interface Write {
  readonly method: 'POST' | 'PATCH'
  readonly body: unknown
}

/** The items of all pages; `itemsOf` finds them in a page. */
export async function askAll<P, T>(
  schema: z.ZodType<P>,
  path: string,
  itemsOf: (page: P) => readonly T[],
): Promise<readonly T[]> {
  const all: T[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const items = itemsOf(
      await ask(schema, `${path}${path.includes('?') ? '&' : '?'}per_page=${pageSize}&page=${page}`),
    )
    all.push(...items)
    if (items.length < pageSize) break
  }
  return all
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}

const refused = (where: string, what: string): Refused =>
  new Refused({
    where,
    what,
    next: 'Look at the permissions of the job and at githubstatus.com, then run the job again.',
  })
