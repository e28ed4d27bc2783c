import { isObject } from '../values.ts'

/** The new name of each variable that got one. */
export type Names = ReadonlyMap<string, string>

/** The three ways in which a text refers to a variable: `$name`, `[[name:format]]`, `${name.field:format}`. */
const reference = /\$(\w+)|\[\[(\w+)((?::\w+)?\]\])|\$\{(\w+)([^}]{0,999}\})/g

/**
 * A JSON value whose texts refer to the variables by their new names. A link to the dashboard itself, which has this uid,
 * sets them by these names, too.
 */
export function renamed<T>(value: T, names: Names, uid: string | undefined): T {
  return names.size === 0 ? value : (visit(value, names, uid) as T)
}

function visit(value: unknown, names: Names, uid: string | undefined): unknown {
  if (typeof value === 'string') return inText(value, names, uid)
  if (Array.isArray(value)) return value.map((each) => visit(each, names, uid))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visit(each, names, uid)]))
}

function inText(text: string, names: Names, uid: string | undefined): string {
  if (!/[$[?&]/.test(text)) return text
  const referred = text.replace(
    reference,
    (found, bare?: string, double?: string, doubleRest?: string, braced?: string, bracedRest?: string) => {
      const name = names.get(bare ?? double ?? braced ?? '')
      if (name === undefined) return found
      if (bare !== undefined) return `$${name}`
      return double !== undefined ? `[[${name}${doubleRest}` : `\${${name}${bracedRest}`
    },
  )
  const isOwn = /^[?&]/.test(text) || (uid !== undefined && text.includes(`/d/${uid}`))
  if (!isOwn) return referred
  return referred.replace(/([?&]var-)(\w+)(?==)/g, (found, start: string, name: string) => {
    const now = names.get(name)
    return now === undefined ? found : `${start}${now}`
  })
}
