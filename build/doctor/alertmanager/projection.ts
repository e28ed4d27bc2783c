import { isObject } from '../../documents/values.ts'
import { isDuration, parseDuration } from '../../promql/duration.ts'

type Mapping = Readonly<Record<string, unknown>>

/** What a server prints in the place of a secret. */
const masked = '<secret>'

/**
 * The running configuration in the generated one's words: a field that this leaves out is one that Alertmanager filled in,
 * a masked secret is the one that was meant, and `60s` is `1m`. Receivers are compared by name, and what they tell by kind.
 */
export function projected(running: Mapping, generated: Mapping): Mapping {
  const names = Object.keys(running).filter((name) => name !== 'global' || generated.global !== undefined)
  return Object.fromEntries(
    names.map((name) => {
      const [value, meant] = [running[name], generated[name]]
      if (name === 'receivers') return [name, receivers(listOf(value), listOf(meant))]
      if (name === 'route') return [name, route(value, meant)]
      if (name === 'templates') return [name, templates(value, meant)]
      return [name, name === 'global' ? known(value, meant) : inWordsOf(value, meant)]
    }),
  )
}

const listOf = (value: unknown): readonly Mapping[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** A relative path is told as an absolute one, inside the folder of the configuration. */
const templates = (running: unknown, generated: unknown): unknown =>
  Array.isArray(running) && Array.isArray(generated)
    ? running.map((path) => generated.find((each) => String(path).endsWith(`/${each}`)) ?? path)
    : running

/** Of a route every field counts, since its neighbours hear what it does not take. */
function route(running: unknown, generated: unknown): unknown {
  if (!isObject(running)) return running
  const meant = isObject(generated) ? generated : {}
  const inner = listOf(meant.routes)
  return Object.fromEntries(
    Object.entries(running)
      .filter(([name, value]) => name !== 'continue' || value !== false || name in meant)
      .map(([name, value]) =>
        name === 'routes'
          ? [name, listOf(value).map((each, at) => route(each, inner[at]))]
          : [name, inWordsOf(value, meant[name])],
      ),
  )
}

function receivers(running: readonly Mapping[], generated: readonly Mapping[]): readonly Mapping[] {
  return running.map((receiver) => {
    const meant = generated.find(({ name }) => name === receiver.name) ?? {}
    return Object.fromEntries(
      Object.entries(receiver).map(([kind, channels]) => {
        const wanted = listOf(meant[kind])
        return [kind, Array.isArray(channels) ? channels.map((each, at) => known(each, wanted[at])) : channels]
      }),
    )
  })
}

/** The fields that are generated; all of them where nothing is. */
function known(running: unknown, generated: unknown): unknown {
  if (!isObject(running) || !isObject(generated)) return inWordsOf(running, generated)
  return Object.fromEntries(
    Object.keys(generated)
      .filter((name) => name in running)
      .map((name) => [name, known(running[name], generated[name])]),
  )
}

function inWordsOf(running: unknown, generated: unknown): unknown {
  if (running === masked && generated !== undefined) return generated
  if (typeof running !== 'string' || typeof generated !== 'string') return running
  if (!isDuration(running) || !isDuration(generated)) return running
  return parseDuration(running) === parseDuration(generated) ? generated : running
}
