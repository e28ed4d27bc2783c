import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { Refused } from '../findings/problem.ts'
import { isAbsent } from '../output/manifest.ts'

const ruleFile = z.object({ groups: z.array(z.object({ rules: z.array(z.unknown()) })) })

/** The rule files of an output folder with how many rules each holds, read without Prometheus. Throws `Refused`. */
export function countRules(folder: string, shown: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const path of files(folder, 'alerts', '.yml')) {
    const parsed = ruleFile.safeParse(read(join(folder, path)))
    if (!parsed.success) {
      throw new Refused({
        where: `${shown} › ${path}`,
        what: 'A rule file holds `groups` with `rules`, but this file holds something else.',
        next: 'Build again: npm run build.',
      })
    }
    counts.set(
      path,
      parsed.data.groups.reduce((sum, { rules }) => sum + rules.length, 0),
    )
  }
  return counts
}

/** The rule tests of an output folder. */
export const testFiles = (folder: string): readonly string[] => files(folder, 'tests', '.test.yml')

function files(folder: string, inside: string, ending: string): readonly string[] {
  try {
    return readdirSync(join(folder, inside))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => `${inside}/${name}`)
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

function read(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** How many rules promtool says it found, over all files. */
export const rulesSeen = (text: string): number =>
  [...text.matchAll(/\b(\d+) rules found/g)].reduce((sum, [, count]) => sum + Number(count), 0)
