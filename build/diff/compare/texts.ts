import type { Change } from '../change.ts'
import { change, shown } from '../words.ts'
import { lineDetail } from './detail.ts'
import type { Subject } from './lines.ts'

type Texts = Readonly<Record<string, string>>

/** Texts of at most this length are told in the sentence. */
const shortest = 40

/** What people read: annotations of a rule, a panel's description. Links are told here once `links.ts` evened out their ids. */
export function textLines({ part, name }: Subject, before: Texts, after: Texts): readonly Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return keys.flatMap((key): readonly Change[] => {
    const [old, now] = [before[key] ?? '', after[key] ?? '']
    if (old === now) return []
    const isShort = old.length <= shortest && now.length <= shortest && !/\n/.test(old + now)
    const what = isShort
      ? `${name}: ${key} ${change(old || undefined, now || undefined)}`
      : `${name}: ${key} ${old === '' ? `set to ${shown(now)}` : now === '' ? 'removed' : 'reworded'}`
    return [{ weight: 'appearance', part, what, ...(isShort ? {} : { detail: lineDetail(old, now) }) }]
  })
}
