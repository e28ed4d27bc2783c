import { type Code, flat, formatted, keyText } from '../code.ts'
import type { DefinitionText, Edit, Stretch } from '../text/source.ts'

/** The blanks with which a line begins, and the column of an offset in it. */
export function columnOf({ text }: DefinitionText, offset: number): { readonly indent: number; readonly at: number } {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return { indent: /^ */.exec(text.slice(start))?.[0].length ?? 0, at: offset - start }
}

/** Code in the place of a stretch, laid out as the printer of imports does. */
export function replaced(source: DefinitionText, stretch: Stretch, code: Code): Edit {
  const { indent, at } = columnOf(source, stretch.from)
  return { ...stretch, text: formatted(code, indent, at, 1) }
}

/**
 * What has to be edited so that code which says `before` says `after`: as little as can be, where it is written out as objects
 * and lists; the rest of it stays as somebody wrote it.
 */
export function patched(source: DefinitionText, stretch: Stretch, before: Code, after: Code): readonly Edit[] {
  if (flat(before) === flat(after)) return []
  if (typeof before === 'string' || typeof after === 'string') return [replaced(source, stretch, after)]
  if (before.is === 'object' && after.is === 'object') {
    const members = source.object(stretch)
    if (members === undefined) return [replaced(source, stretch, after)]
    const old = new Map(before.entries)
    const now = new Map(after.entries)
    const stretches = members.map(({ at }) => at)
    const gone = new Set(
      members.flatMap(({ key }, at) => (key !== undefined && old.has(key) && !now.has(key) ? [at] : [])),
    )
    const added = after.entries.filter(
      ([key]) => !members.some((member) => member.key === key) && isNews(key, old, now),
    )
    return [
      ...withoutMembers(source, stretches, gone),
      ...members.flatMap(({ key, value }) => {
        const [was, is] = [old.get(key ?? ''), now.get(key ?? '')]
        if (key === undefined || is === undefined) return []
        return was === undefined ? [replaced(source, value, is)] : patched(source, value, was, is)
      }),
      ...withMembers(
        source,
        stretch,
        stretches.filter((_, at) => !gone.has(at)),
        added,
      ),
    ]
  }
  if (before.is === 'list' && after.is === 'list') {
    const items = source.list(stretch)
    if (items?.length === before.items.length && items.length === after.items.length)
      return items.flatMap((item, at) => patched(source, item, before.items[at] ?? '', after.items[at] ?? ''))
  }
  return [replaced(source, stretch, after)]
}

/** What a spread may say already is said again only where it differs. */
const isNews = (key: string, old: ReadonlyMap<string, Code>, now: ReadonlyMap<string, Code>): boolean => {
  const [was, is] = [old.get(key), now.get(key)]
  return was === undefined || is === undefined || flat(was) !== flat(is)
}

/** Removes some of what stands between commas, each with its lines. */
export function withoutMembers(
  source: DefinitionText,
  members: readonly Stretch[],
  gone: ReadonlySet<number>,
): readonly Edit[] {
  return members.flatMap((member, at): readonly Edit[] => {
    if (!gone.has(at) || gone.has(at - 1)) return []
    let end = at
    while (gone.has(end + 1)) end += 1
    const [last = member, next, previous] = [members[end], members[end + 1], members[at - 1]]
    if (next !== undefined) return [{ from: member.from, to: next.from, text: '' }]
    if (previous !== undefined) return [{ from: previous.to, to: last.to, text: '' }]
    const comma = /^\s*,/.exec(source.code.slice(last.to))?.[0].length ?? 0
    return [{ from: member.from, to: last.to + comma, text: '' }]
  })
}

/** Puts members behind the last one, in lines of their own where the others have theirs. */
function withMembers(
  source: DefinitionText,
  stretch: Stretch,
  members: readonly Stretch[],
  entries: readonly (readonly [string, Code])[],
): readonly Edit[] {
  if (entries.length === 0) return []
  const last = members.at(-1)
  const isBroken = source.of(stretch).includes('\n')
  const { indent } = columnOf(source, last?.from ?? stretch.from)
  const said = entries.map(([key, code]) => {
    const head = keyText(key) === flat(code) ? '' : `${keyText(key)}: `
    return head + formatted(code, indent, indent + head.length, 1)
  })
  const at = last?.to ?? stretch.from + 1
  if (last === undefined) return [{ from: at, to: at, text: ` ${said.join(', ')}${isBroken ? '' : ' '}` }]
  const blanks = isBroken ? `,\n${' '.repeat(indent)}` : ', '
  return [{ from: at, to: at, text: said.map((each) => blanks + each).join('') }]
}

/** Puts a member behind the one at `at`, or before all with -1, of members that each have a line. */
export function withItem(
  source: DefinitionText,
  holder: Stretch,
  members: readonly Stretch[],
  at: number,
  code: Code,
): Edit {
  const previous = members[at]
  const model = previous ?? members[0]
  const { indent } = columnOf(source, model?.from ?? holder.from)
  const depth = model === undefined ? indent + 2 : indent
  const text = formatted(code, depth, depth, 1)
  const blanks = `\n${' '.repeat(depth)}`
  if (previous !== undefined) return { from: previous.to, to: previous.to, text: `,${blanks}${text}` }
  if (model !== undefined) return { from: model.from, to: model.from, text: `${text},${blanks}` }
  const end = holder.to - 1
  return { from: end, to: end, text: `${blanks}${text},\n${' '.repeat(indent)}` }
}
