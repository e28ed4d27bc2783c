import { isWithin, join } from '../../documents/paths.ts'
import type { Mount, Service } from './compose-services.ts'

/** The mount that a path of the container is in. */
export const deepest = ({ mounts }: Service, path: string): Mount | undefined =>
  mounts
    .filter(({ target }) => isWithin(join('/', target), path))
    .toSorted((a, b) => b.target.length - a.target.length)[0]

/** Where a path of the container is on the host; `undefined` if the mount is a volume or hangs on a variable. */
export function hostPath(folder: string, { source, target }: Mount, path: string): string | undefined {
  if (!/^[./]/.test(source) || source.includes('$')) return undefined
  return join(join(folder, source) || '.', path.slice(join('/', target).length).replace(/^\/+/, '') || '.')
}
