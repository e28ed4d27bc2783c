import { isObject } from '../documents/values.ts'

const secret = /password|passwd|secret|token|routing_key|service_key|api_key|api_url|credentials|authorization|bearer/i
/** A file's path or a name that leads to a secret is none. */
const leads = /(?:_file|__FILE|_ref|_header|_name)$/i
const userInfo = /(?<=\w:\/\/)[^\s/@]+@/g

/** What stands for a secret. */
export const hidden = '(hidden)'

/** A value without the secrets in it: what is compared may come from a server, and a comment is read by everybody. */
export function conceal(path: string, value: unknown): unknown {
  const key = path.slice(path.lastIndexOf('.') + 1)
  if (Array.isArray(value)) return value.map((each) => conceal(path, each))
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, conceal(name, each)]))
  if (typeof value !== 'string') return value
  const isSecret = secret.test(key) && !leads.test(key) && !/\[.*\]$/.test(value)
  if (isSecret) return hidden
  return value.replace(userInfo, `${hidden}@`).replace(/((?:password|token|secret)[\w-]{0,99}=)\S+/gi, `$1${hidden}`)
}
