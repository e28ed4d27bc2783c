import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject } from '../../../build/documents/values.ts'

/** What Grafana made of a dashboard. */
export const recorded = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, 'recorded', name), 'utf8'))

/** One value that differs: its path with the positions of lists and elements left out, what we wrote and what Grafana did. */
export interface Difference {
  readonly path: string
  readonly ours: unknown
  readonly theirs: unknown
}

export function differences(ours: unknown, theirs: unknown, path = ''): readonly Difference[] {
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length)
    return ours.flatMap((each, at) => differences(each, theirs[at], `${path}[]`))
  if (isObject(ours) && isObject(theirs))
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((key) =>
      differences(ours[key], theirs[key], path === '' ? key : `${path}.${key.replace(/^panel-\d+$/, 'N')}`),
    )
  return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ path, ours, theirs }]
}
