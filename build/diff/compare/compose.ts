import { isObject } from '../../documents/values.ts'
import type { Change } from '../change.ts'
import type { Json } from '../read/dashboard.ts'
import { shown } from '../words.ts'
import { diffFields, without } from './fields.ts'
import { fieldLines } from './lines.ts'

/** Which containers run, in which version, and how. */
export function compareCompose(part: string, before: Json, after: Json): readonly Change[] {
  const [old, now] = [servicesOf(before), servicesOf(after)]
  const line = (what: string): Change => ({ weight: 'operation', part, what })
  return [
    ...[...old].flatMap(([name, { image }]) =>
      now.has(name) ? [] : [line(`service ${name} is removed (${shown(image)})`)],
    ),
    ...[...now].flatMap(([name, service]) => {
      const was = old.get(name)
      return was === undefined
        ? [line(`service ${name} is new (${shown(service.image)})`)]
        : compareService(part, name, was, service)
    }),
    ...fieldLines(
      { part, name: 'the compose file' },
      diffFields(without(before, ['services']), without(after, ['services'])),
      () => 'operation',
    ),
  ]
}

function servicesOf({ services }: Json): ReadonlyMap<string, Json> {
  const entries = Object.entries(isObject(services) ? services : {})
  return new Map(entries.map(([name, service]) => [name, isObject(service) ? service : {}]))
}

function compareService(part: string, name: string, old: Json, now: Json): readonly Change[] {
  const subject = { part, name: `service ${name}` }
  const lists = ['command', 'ports', 'volumes', 'networks', 'secrets', 'cap_add', 'cap_drop', 'tmpfs', 'env_file']
  const own = ['image', ...lists]
  return [
    ...imageLines(part, name, String(old.image ?? ''), String(now.image ?? '')),
    ...lists.flatMap((key) => listLines(part, `service ${name}: ${key}`, old[key], now[key])),
    ...fieldLines(subject, diffFields(without(old, own), without(now, own)), () => 'operation'),
  ]
}

function imageLines(part: string, name: string, old: string, now: string): readonly Change[] {
  if (old === now) return []
  const split = (image: string) => /^(.*?)(?::([^/:]+))?$/.exec(image.replace(/@sha256:.*$/, '')) ?? []
  const [[, from = '', was = old], [, to = '', is = now]] = [split(old), split(now)]
  const what = from === to && was !== is ? `runs ${from} ${was} → ${is}` : `runs ${now}, no longer ${old}`
  return [{ weight: 'operation', part, what: `service ${name} ${what}` }]
}

/** Members of a list, one by one; a flag by its name. */
function listLines(part: string, name: string, before: unknown, after: unknown): readonly Change[] {
  const membersOf = (list: unknown): ReadonlyMap<string, string | undefined> =>
    new Map(
      (Array.isArray(list) ? list.map((each) => (isObject(each) ? JSON.stringify(each) : String(each))) : []).map(
        (each) => {
          const [, flag, value] = /^(--?[\w.-]+)=(.*)$/s.exec(each) ?? []
          return flag === undefined ? [each, undefined] : [flag, value]
        },
      ),
    )
  if (!Array.isArray(before) && !Array.isArray(after) && (isObject(before) || isObject(after) || before !== after))
    return fieldLines({ part, name }, diffFields({ value: before }, { value: after }), () => 'operation')
  const [old, now] = [membersOf(before), membersOf(after)]
  const fields = [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const present = (members: typeof old): string | undefined =>
      members.has(path) ? (members.get(path) ?? 'present') : undefined
    const [was, is] = [present(old), present(now)]
    return was === is ? [] : [{ path, before: was, after: is }]
  })
  return fieldLines({ part, name }, fields, () => 'operation').map((line) => ({
    ...line,
    what: line.what.replace(/ set to present$/, ' added').replace(/ present removed$/, ' removed'),
  }))
}
