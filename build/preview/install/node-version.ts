import { Refused } from '../../findings/problem.ts'

/** The least minor version of each major one that Vite runs on; later major versions have everything. */
const least: Readonly<Record<number, number>> = { 20: 19, 22: 12 }

/** Throws `Refused` for a Node.js that Vite does not run on: `^20.19.0 || >=22.12.0`. */
export function refuseOldNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const needed = least[major]
  if (needed === undefined ? major > 22 : minor >= needed) return
  throw new Refused({
    where: `Node.js ${version}`,
    what: 'The page of the preview is built with Vite, which needs Node.js 20.19 or later, or 22.12 or later.',
    next: 'Install a newer Node.js; every other command runs on this one.',
  })
}
