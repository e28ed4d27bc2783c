import { type Problem, Refused } from '../findings/problem.ts'
import { own } from '../own.ts'
import type { Stack } from '../stack/schema.ts'

/**
 * A runbook with the settings' words in the place of `{{stack.broker.database}}`: commands that can be run as they stand. `.host` after
 * an address is its host. Throws `Refused` with each word that the settings do not have.
 */
export function filledIn(name: string, text: string, stack: Stack): string {
  const problems: Problem[] = []
  const filled = text.replaceAll(/\{\{stack\.([^{}\s]+)\}\}/g, (whole, path: string, at: number) => {
    const word = wordAt(stack, path)
    if (word === undefined) problems.push(unknown(name, path, text.slice(0, at).split('\n').length))
    return word ?? whole
  })
  if (problems.length > 0) throw new Refused(problems)
  return filled
}

const unknown = (name: string, path: string, line: number): Problem => ({
  where: `alerts/runbooks/${name}.md:${line}`,
  what: `The settings have no text or number at ${path}.`,
  next: 'Name a setting of stack.ts, as {{stack.product.id}}; the host of an address is {{stack.targets.redis.address.host}}.',
})

/** A setting that is a text or a number, by the names that lead to it. */
function wordAt(stack: Stack, path: string): string | undefined {
  const isHost = path.endsWith('.host')
  let found: unknown = stack
  for (const key of (isHost ? path.slice(0, -'.host'.length) : path).split('.'))
    found =
      typeof found === 'object' && found !== null ? own(found as Readonly<Record<string, unknown>>, key) : undefined
  if (typeof found === 'number') return String(found)
  if (typeof found !== 'string') return undefined
  return isHost ? found.replace(/^[a-z]+:\/\//, '').replace(/[:/].*$/, '') : found
}
