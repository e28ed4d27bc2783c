import { type PanelView, type TargetView, unitOf } from '../../diff/read/dashboard.ts'
import { textBelow } from '../../documents/values.ts'
import { legendOf } from '../../language/drawing.ts'
import type { Unit } from '../../language/units.ts'
import type { PlacedPanel } from '../../model/layout.ts'
import { type Code, call, flat, keyText, literal, object, quoted } from '../code.ts'
import type { DefinitionText, Edit, Stretch } from '../text/source.ts'
import { mergedPanel } from './merged.ts'
import { optionChanges } from './options.ts'
import { patched, replaced, withoutMembers } from './patch.ts'
import type { Place } from './places.ts'
import type { ProjectWords } from './words.ts'

/** What panels in the words of the language are written with. */
export interface PanelWriting {
  readonly source: DefinitionText
  readonly words: ProjectWords
  /** Values of matchers that the dashboard adds by itself. */
  readonly filters: ReadonlySet<string>
}

/** What makes a panel of each type. */
const makers: Readonly<Record<string, string>> = {
  timeseries: 'timeseries',
  stat: 'stat',
  gauge: 'gauge',
  bargauge: 'bars',
  'state-timeline': 'states',
  'status-history': 'statusHistory',
  piechart: 'pie',
  barchart: 'barChart',
  histogram: 'histogram',
  table: 'table',
}

/** Words whose second argument is what they show, and whose third is a description. */
const ofQueries = new Set(Object.values(makers))

/** The lines of a panel as they have to be for what Grafana shows now, as far as the words can say it. */
export function editedPanel(
  writing: PanelWriting,
  { call: written }: Place,
  panel: PlacedPanel,
  was: PanelView,
  now: PanelView,
): readonly Edit[] {
  const { source, words } = writing
  const { name, args } = written
  if (name === 'verbatim') {
    const [json] = args
    const [before, after] = [was.json, mergedPanel(was.json, now.json, false)].map(withoutPlace)
    return json === undefined || before === undefined || after === undefined
      ? []
      : patched(source, json, literal(before), literal(after))
  }
  const [title, shown, description] = args
  const edits: Edit[] = []
  if (title !== undefined && now.title !== was.title) edits.push(...textEdit(source, title, now.title))
  if (!ofQueries.has(name) && name !== 'heatmap') return edits
  if (now.type !== was.type && makers[now.type] !== undefined) {
    const maker = makers[now.type] ?? name
    words.mention(call(maker))
    edits.push({ from: written.from, to: written.from + name.length, text: maker })
  }
  const [old, told] = [was, now].map(({ json }) => textBelow(json, 'description') ?? '')
  if (description !== undefined && told !== undefined && told !== old)
    edits.push(...textEdit(source, description, told))
  if (shown !== undefined && name !== 'heatmap') edits.push(...queryEdits(writing, shown, panel, was, now))
  return [...edits, ...optionEdits(writing, written, optionChanges(panel, was.json, now.json))]
}

const withoutPlace = ({ id: _, gridPos, ...rest }: Readonly<Record<string, unknown>>) => rest

/** A text in the place of another, where that is written out. */
const textEdit = (source: DefinitionText, at: Stretch, text: string): readonly Edit[] =>
  source.literal(at) === undefined ? [] : [{ ...at, text: quoted(text) }]

function queryEdits(
  { source, words, filters }: PanelWriting,
  shown: Stretch,
  panel: PlacedPanel,
  was: PanelView,
  now: PanelView,
): readonly Edit[] {
  const unit = unitOf(was) === unitOf(now) ? panel.unit : undefined
  const members = source.object(shown)
  const pairs = was.targets.map((old) => [old, counterpart(old, was, now)] as const)
  const added = now.targets.filter((target) => !pairs.some(([, now]) => now === target))
  const code = (target: TargetView): Code | undefined => words.query(target.query.written, filters, unit)
  if (members === undefined) {
    const [[old, target] = []] = pairs
    if (old === undefined || target === undefined) return []
    const asked = old.query.equals(target.query) ? source.of(shown) : code(target)
    if (asked === undefined) return []
    const name = nameOf(target, panel.targets[0]?.labels ?? [])
    const isOwn = legend(target) === now.title || namePart(target) === ''
    const isNamed = added.length > 0 || (legend(old) !== legend(target) && !isOwn)
    if (!isNamed) return old.query.equals(target.query) ? [] : [replaced(source, shown, asked)]
    const all = [[name ?? (legend(target) || now.title), asked] as const, ...newMembers(added, code)]
    return name === undefined && legend(old) !== legend(target) ? [] : [replaced(source, shown, object(all))]
  }
  if (members.length < pairs.length || members.some(({ key }) => key === undefined)) return []
  const gone = new Set(pairs.flatMap(([, target], at) => (target === undefined ? [at] : [])))
  const edits = pairs.flatMap(([old, target], at): readonly Edit[] => {
    const member = members[at]
    if (target === undefined || member === undefined) return []
    const asked = old.query.equals(target.query) ? undefined : code(target)
    const name = legend(old) === legend(target) ? member.key : nameOf(target, panel.targets[at]?.labels ?? [])
    const isRenamed = name !== undefined && name !== member.key && isApart(source, member)
    return [
      ...(isRenamed ? [{ from: member.at.from, to: keyEnd(source, member), text: keyText(name) }] : []),
      ...(asked === undefined ? [] : [replaced(source, member.value, asked)]),
    ]
  })
  const last = members.at(-1)
  const more = newMembers(added, code).map(([key, said]) => `, ${keyText(key)}: ${flat(said)}`)
  return [
    ...edits,
    ...withoutMembers(
      source,
      members.map(({ at }) => at),
      gone.size < members.length ? gone : new Set(),
    ),
    ...(more.length === 0 || last === undefined || gone.has(members.length - 1)
      ? []
      : [{ from: last.at.to, to: last.at.to, text: more.join('') }]),
  ]
}

/** Whether a member says its name and its value apart. */
const isApart = (_: DefinitionText, { at, value }: { readonly at: Stretch; readonly value: Stretch }): boolean =>
  at.from < value.from

const keyEnd = (source: DefinitionText, { at, value }: { readonly at: Stretch; readonly value: Stretch }): number =>
  at.from + source.code.slice(at.from, value.from).lastIndexOf(':')

const newMembers = (
  added: readonly TargetView[],
  code: (target: TargetView) => Code | undefined,
): readonly (readonly [string, Code])[] =>
  added.flatMap((target) => {
    const said = code(target)
    const name =
      legend(target)
        .replace(/\{\{[^}]*\}\}/g, '')
        .trim() || target.refId
    return said === undefined ? [] : [[name, said] as const]
  })

/** The query that a query became: the one of its letter, or else the one that asks the same. */
const counterpart = (old: TargetView, was: PanelView, now: PanelView): TargetView | undefined =>
  now.targets.find(({ refId }) => refId === old.refId) ??
  now.targets.find(({ query, refId }) => query.equals(old.query) && !was.targets.some((other) => other.refId === refId))

const legend = ({ json }: TargetView): string => {
  const text = textBelow(json, 'legendFormat') ?? ''
  return text === '__auto' ? '' : text
}

/** A legend without the labels, which the query gives to it. */
const namePart = (target: TargetView): string =>
  legend(target)
    .replace(/\{\{[^}]*\}\}/g, '')
    .trim()

/** The name under which a legend is said; `undefined` where the labels of the query give another. */
function nameOf(target: TargetView, labels: readonly string[]): string | undefined {
  const all = legend(target)
  const name = all.replace(/\s*\{\{.*$/, '')
  return name !== '' && legendOf(name, labels) === all ? name : undefined
}

/** What the options say besides, or say otherwise, or no more. */
function optionEdits(
  { source }: PanelWriting,
  { args, to }: Place['call'],
  changes: ReadonlyMap<string, Code | undefined>,
): readonly Edit[] {
  const set = [...changes].flatMap(([key, code]) => (code === undefined ? [] : [[key, code] as const]))
  if (changes.size === 0) return []
  const options = args[3]
  if (options === undefined) {
    const last = args.at(-1)
    if (set.length === 0 || last === undefined || last.to >= to) return []
    return [{ from: last.to, to: last.to, text: `, ${flat(object(set))}` }]
  }
  const members = source.object(options)
  if (members === undefined) return []
  const gone = new Set(
    members.flatMap(({ key }, at) =>
      key !== undefined && changes.has(key) && changes.get(key) === undefined ? [at] : [],
    ),
  )
  const changed = members.flatMap(({ key, value }) => {
    const code = key === undefined ? undefined : changes.get(key)
    return code === undefined || source.of(value) === flat(code) ? [] : [replaced(source, value, code)]
  })
  const added = set.filter(([key]) => !members.some((member) => member.key === key))
  const last = members.at(-1)
  const stretches = members.map(({ at }) => at)
  if (gone.size === members.length && added.length === 0) {
    const before = args[2]
    return before === undefined ? [] : [{ from: before.to, to: options.to, text: '' }]
  }
  if (gone.size === members.length) return [{ ...options, text: flat(object(added)) }]
  const said = added.map(([key, code]) => `, ${keyText(key)}: ${flat(code)}`).join('')
  return [
    ...changed,
    ...withoutMembers(source, stretches, gone),
    ...(said === '' || last === undefined ? [] : [{ from: last.at.to, to: last.at.to, text: said }]),
  ]
}

/** A panel that is new in Grafana: in a word where one draws it, as it is otherwise. */
export function newPanelCode({ words, filters }: PanelWriting, panel: PanelView): Code {
  const maker = makers[panel.type]
  const asked = panel.targets.map(
    (target) => [legend(target), target, words.query(target.query.written, filters, unitNamed(panel))] as const,
  )
  const isSaid = maker !== undefined && asked.length > 0 && asked.every(([, , code]) => code !== undefined)
  const [[, , only] = []] = asked
  if (!isSaid || only === undefined || panel.title === '') {
    const whole = mergedPanel({ type: panel.type }, panel.json, true)
    const code = call(
      'verbatim',
      literal(withoutPlace({ ...whole, title: panel.title || `Panel ${panel.id ?? ''}`.trim() })),
    )
    words.mention(code)
    return code
  }
  const shown =
    asked.length === 1 && maker !== 'table'
      ? only
      : object(asked.map(([name, { refId }, code]) => [name.replace(/\s*\{\{.*$/, '') || refId, code ?? ''] as const))
  const unit = unitNamed(panel) ?? 'count'
  const bare = { key: '', title: panel.title, unit, steps: [], alert: undefined, type: 'timeseries' as const }
  const steps = optionChanges({ ...bare, type: 'stat' }, {}, panel.json)
  const options = [...steps].flatMap(([key, code]) =>
    code === undefined || key === 'key' ? [] : [[key, code] as const],
  )
  const description = textBelow(panel.json, 'description') || `${panel.title.replace(/[.!?]$/, '')}.`
  const code = call(
    maker,
    quoted(panel.title),
    shown,
    quoted(description),
    ...(options.length > 0 ? [object(options)] : []),
  )
  words.mention(code)
  return code
}

/** The unit of the language that Grafana's is; `undefined` where none is, or a query may tell it. */
const unitNamed = (panel: PanelView): Unit | undefined => unitsOfGrafana[unitOf(panel) ?? '']

const unitsOfGrafana: Readonly<Record<string, Unit>> = {
  s: 'seconds',
  bytes: 'bytes',
  percentunit: 'ratio',
  ops: 'count/s',
  reqps: 'count/s',
  cps: 'count/s',
  binBps: 'bytes/s',
}
