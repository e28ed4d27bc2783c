import type { z } from 'zod'
import { printable } from './printable.ts'
import type { Received } from './request.ts'
import { Unanswered } from './unanswered.ts'

/** An answer as data of this shape. Throws `Unanswered` for text that is no JSON, and for JSON of another shape. */
export function readJson<T>(
  { body }: Pick<Received, 'body'>,
  shape: z.ZodType<T>,
  { name, url, path }: { readonly name: string; readonly url: string; readonly path: string },
): T {
  const next = `Look what answers at ${url}: it must be ${name} itself, of a version that the README names.`
  const value = parsed(body)
  if (value === undefined) {
    const sent = body.trim() === '' ? 'nothing' : /^\s*</.test(body) ? 'a web page' : 'text that is no JSON'
    const excerpt = sent === 'text that is no JSON' ? `: "${printable(body, 60)}"` : ''
    throw new Unanswered({ what: `${name} answers ${url}${path} with ${sent}${excerpt}.`, next })
  }
  const read = shape.safeParse(value.json)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const at = issue?.path.join('.') || 'the whole'
  throw new Unanswered({
    what: `${name} answers ${url}${path} with JSON of another shape: ${at} is not as documented (${issue?.message}).`,
    next,
  })
}

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}
