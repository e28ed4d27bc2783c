import { readFileSync } from 'node:fs'
import { Refused } from '../../findings/problem.ts'
import type { ServerName } from '../context.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The variables of a server's credentials, as sentences name them. */
export const variablesOf = (server: ServerName): string => {
  const prefix = server.toUpperCase()
  return `${prefix}_TOKEN, or ${prefix}_USER and ${prefix}_PASSWORD, or the same with _FILE`
}

/**
 * The `authorization` header of a server, from `PROMETHEUS_TOKEN` or from `PROMETHEUS_USER` and `PROMETHEUS_PASSWORD`;
 * with `_FILE` behind the name, from a file. Throws `Refused` (exit 2) for a half of them and for unreadable files.
 */
export function credentialsOf(server: ServerName, environment: Environment): Readonly<Record<string, string>> {
  const prefix = server.toUpperCase()
  const token = secret(`${prefix}_TOKEN`, environment)
  const user = secret(`${prefix}_USER`, environment)
  const password = secret(`${prefix}_PASSWORD`, environment)
  if (token !== undefined && (user ?? password) !== undefined)
    throw refused(prefix, 'A token and a password are given, and one of them would be ignored.', 'Unset one of them.')
  if (token !== undefined) return { authorization: `Bearer ${token}` }
  if (user === undefined && password === undefined) return {}
  if (user === undefined || password === undefined) {
    const missing = user === undefined ? 'USER' : 'PASSWORD'
    throw refused(prefix, `${prefix}_${missing} is missing.`, `Set ${prefix}_USER and ${prefix}_PASSWORD, or neither.`)
  }
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

function secret(name: string, environment: Environment): string | undefined {
  const file = environment[`${name}_FILE`] || undefined
  const value = environment[name] || undefined
  if (file !== undefined && value !== undefined)
    throw refused(name, `${name} and ${name}_FILE are both set.`, 'Unset one of them.')
  const text = file === undefined ? value : readSecret(`${name}_FILE`, file)
  if (text !== undefined && /[^\x20-\x7e]/.test(text))
    throw refused(name, 'It has more than one line, or letters that no header can carry.', 'Give one line of ASCII.')
  return text
}

function readSecret(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw refused(variable, `The file ${file} cannot be read (${code}).`, 'Correct the path or its permissions.')
  }
}

const refused = (where: string, what: string, next: string): Refused => new Refused({ where, what, next }, 2)
