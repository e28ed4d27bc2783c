import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Packages of exact versions, and the Pythons that they are for. */
export interface PythonSet {
  /** What it is, for people: `Debian 12's packages`. */
  readonly title: string
  /** The locked requirements. */
  readonly file: string
  /** What must be importable of them. */
  readonly modules: readonly string[]
  readonly from: readonly [number, number]
  /** The last Python that it is for; without it any later one, where the packages have wheels for it. */
  readonly to?: readonly [number, number]
}

const requirements = (name: string): string => fileURLToPath(new URL(`../requirements/${name}.txt`, import.meta.url))

/** What the applications of the tests import. */
const modules =
  'aiosqlite celery fastapi httpx prometheus_client redis redis.asyncio sqlalchemy uvicorn websockets'.split(' ')

/** The oldest and the newest that the instrumentation is tested with. */
export const sets = {
  debian12: { title: "Debian 12's packages", file: requirements('debian12'), modules, from: [3, 11], to: [3, 11] },
  newest: { title: 'the newest packages', file: requirements('newest'), modules, from: [3, 11] },
} as const satisfies Readonly<Record<string, PythonSet>>

export type SetName = keyof typeof sets
export const setNames = Object.keys(sets) as readonly SetName[]

/** Changes with the requirements. */
export const fingerprint = ({ file }: PythonSet): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12)

/** `Python 3.11`, `Python 3.11 or later` */
export const pythonOf = ({ from, to }: PythonSet): string => `Python ${from.join('.')}${to ? '' : ' or later'}`

/** Whether a Python of this version is one that the packages are for. */
export const suits = ({ from, to }: PythonSet, version: readonly number[]): boolean =>
  compare(version, from) >= 0 && (to === undefined || compare(version.slice(0, 2), to) <= 0)

/** Which version is later. */
export function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((part, index) => part !== (other[index] ?? 0))
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
}
