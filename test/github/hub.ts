import type { IncomingMessage } from 'node:http'
import { serve } from '../doctor/serve.ts'

/** A comment as GitHub's API has it. */
export interface Comment {
  readonly id: number
  body: string
  readonly user: { readonly login: string } | null
}

/** What a hub knows. Paths and shapes are those of the REST API's documentation, version 2022-11-28. */
export interface Knowledge {
  readonly pullRequests: readonly unknown[]
  readonly annotations?: readonly unknown[]
  readonly comments?: readonly Comment[]
  /** Answered to every request instead. */
  readonly failure?: { readonly status: number; readonly text: string }
}

/** The part of GitHub's API that comments need, on 127.0.0.1. */
export async function startHub(knowledge: Knowledge) {
  const comments: Comment[] = [...(knowledge.comments ?? [])]
  const writes: string[] = []
  const tokens = new Set<string | undefined>()

  function answer(
    method: string,
    { pathname, searchParams }: URL,
    body: string,
  ): readonly [status: number, value: unknown] {
    const page = (items: readonly unknown[]): readonly [number, unknown] => {
      const [size, at] = [Number(searchParams.get('per_page')), Number(searchParams.get('page'))]
      return [200, items.slice(size * (at - 1), size * at)]
    }
    const path = pathname.replace('/repos/pybase/monitoring', '')
    if (method !== 'GET') writes.push(`${method} ${path}`)
    if (method === 'GET' && path === '/pulls')
      return page(searchParams.get('head') === 'stranger:feature' ? knowledge.pullRequests : [])
    if (method === 'GET' && path === '/actions/runs/41/jobs')
      return [200, { total_count: 1, jobs: [{ check_run_url: 'https://api.github.com/repos/a/b/check-runs/51' }] }]
    if (method === 'GET' && path === '/check-runs/51/annotations') return page(knowledge.annotations ?? [])
    if (method === 'GET' && path === '/issues/7/comments') return page(comments)
    if (method === 'POST' && path === '/issues/7/comments') {
      const made = { id: 900, body: textOf(body), user: { login: 'github-actions[bot]' } }
      comments.push(made)
      return [201, made]
    }
    const edited = comments.find(({ id }) => path === `/issues/comments/${id}`)
    if (method !== 'PATCH' || edited === undefined) return [404, { message: 'Not Found' }]
    edited.body = textOf(body)
    return [200, edited]
  }

  const { url } = await serve(async (request, response) => {
    tokens.add(request.headers.authorization)
    const body = await bodyOf(request)
    const [status, value] = answer(request.method ?? '', new URL(request.url ?? '', 'http://hub'), body)
    response.writeHead(knowledge.failure?.status ?? status, { 'content-type': 'application/json' })
    response.end(knowledge.failure?.text ?? JSON.stringify(value))
  })
  return { url, comments, writes, tokens }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return body
}

const textOf = (body: string): string => String(JSON.parse(body).body)
