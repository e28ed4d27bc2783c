import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What whoever may look at a preview knows: its terminal prints it. Other users and pages of the machine do not. */
export const newToken = (): string => randomBytes(24).toString('base64url')

/** The parameter of an address that brings the token. */
export const parameter = 'token'

/** The name of the cookie that keeps it: those of a host are shared by its ports. */
export const cookieAt = (port: string | number): string => `pybase-preview-${port}`

/** Whether a request has the token in its cookie, whose name is that of the port. */
export function isAdmitted({ headers }: IncomingMessage, port: string | number, token: string): boolean {
  const start = `${cookieAt(port)}=`
  const cookies = (headers.cookie ?? '').split(';').map((each) => each.trim())
  return cookies.some((each) => each.startsWith(start) && isSame(each.slice(start.length), token))
}

/** The `Set-Cookie` that admits a browser, until it is closed; scripts do not see it, and no page elsewhere sends it along. */
export const admission = (port: string | number, token: string): string =>
  `${cookieAt(port)}=${token}; Path=/; HttpOnly; SameSite=Lax`

/** In a time that tells nothing of where they differ. */
export function isSame(given: string, token: string): boolean {
  const [left, right] = [given, token].map((text) => createHash('sha256').update(text).digest())
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}
