import { measureOf } from '../../documents/grafana-units.ts'
import { isObject, objectsBelow, textBelow, textsIn } from '../../documents/values.ts'
import { amount } from '../amount.ts'
import type { Change } from '../change.ts'
import { type DashboardView, type PanelView, sizeOf, unitOf } from '../read/dashboard.ts'
import { change, quoted, shown } from '../words.ts'
import { withoutDefaults } from './defaults.ts'
import { diffFields, type FieldChange, without } from './fields.ts'
import { isGrafanaDefault, noise, weighSetting } from './grafana.ts'
import { fieldLines } from './lines.ts'
import type { AlignLinks } from './links.ts'
import { compareTargets } from './targets.ts'
import { textLines } from './texts.ts'
import { endsAtLimit, thresholdLines } from './thresholds.ts'

/** A change of a panel: what follows its name in the sentence. */
export interface PanelLine extends Omit<Change, 'part' | 'what'> {
  readonly panel: string
  /** ` lost its data source`, `: unit s → ms`. */
  readonly said: string
}

export interface PanelPair {
  /** The dashboard as it was. */
  readonly before: DashboardView
  readonly old: PanelView
  readonly now: PanelView
  readonly align: AlignLinks
}

/** Everything that a panel shows differently, then everything that looks different. */
export function comparePanel({ before, old, now, align }: PanelPair): readonly PanelLine[] {
  const panel = now.title
  const plain = (weight: Change['weight'], said: string): PanelLine => ({ weight, panel, said })
  const isOther = old.type !== now.type
  // The same visualization has the same settings; those of another one are implied.
  const follows = endsAtLimit(old) && endsAtLimit(now)
  const settings = isOther ? [] : diffFields(rest(old, now, follows), rest(now, old, follows), isGrafanaDefault)
  const subject = { part: '', name: '' }
  const links = linkLines(old.json.links, now.json.links, align)
  const names = [`${before.uid}/${old.id}`, ...textsIn(now.json.links)]
  return [
    ...(old.title === now.title
      ? []
      : [{ weight: 'appearance' as const, panel: old.title, said: ` is now called ${quoted(now.title)}` }]),
    ...(isOther ? [plain('data', ` is drawn as ${now.type} now, no longer as ${old.type}`)] : []),
    ...compareTargets(old, now).map((line) => ({ panel, ...line })),
    ...unitLines(old, now).map((said) => plain('data', said)),
    ...thresholdLines(old, now, names).map((line) => ({ panel, ...line })),
    ...links.map((said) => plain('appearance', said)),
    ...[
      ...textLines(
        subject,
        texts(old, (text) => text),
        texts(now, align),
      ),
      ...fieldLines(
        subject,
        settings.map((field) => inUnits(field, old, now)),
        weighSetting,
      ),
    ].map(({ what, part: _, ...line }) => ({ ...line, panel, said: what })),
    ...(sizeOf(old) === sizeOf(now) || sizeOf(old) === undefined || sizeOf(now) === undefined
      ? []
      : [plain('appearance', ` is resized: ${sizeOf(old)} → ${sizeOf(now)}`)]),
  ]
}

const texts = ({ json }: PanelView, align: AlignLinks) => ({ description: align(textBelow(json, 'description') ?? '') })

/** A panel's settings without what has sentences of its own; `follows`: without the end of the axis, too. */
function rest({ json: all, type }: PanelView, other: PanelView, follows: boolean): Readonly<Record<string, unknown>> {
  const json = withoutDefaults(type, all, other.json)
  const { fieldConfig } = json
  const own = without(json, ['title', 'type', 'description', 'gridPos', 'targets', 'datasource', 'links', ...noise])
  if (!isObject(fieldConfig) || !isObject(fieldConfig.defaults)) return own
  const { custom, ...defaults } = without(fieldConfig.defaults, ['unit', 'thresholds'])
  const drawing = isObject(custom) && follows ? without(custom, ['axisSoftMax']) : custom
  return {
    ...own,
    fieldConfig: { ...fieldConfig, defaults: { ...defaults, ...(drawing === undefined ? {} : { custom: drawing }) } },
  }
}

const inUnit = /^fieldConfig\.defaults\.(?:min|max|custom\.axisSoft(?:Min|Max)|mappings\[\d+\]\.options\.(?:from|to))$/

/** The ends of an axis and of what is mapped are told in the panel's unit, as its thresholds are. */
function inUnits(field: FieldChange, old: PanelView, now: PanelView): FieldChange {
  if (!inUnit.test(field.path)) return field
  const told = (value: unknown, panel: PanelView) =>
    typeof value === 'number' ? amount(value, measureOf(unitOf(panel) ?? '')) : value
  return { ...field, before: told(field.before, old), after: told(field.after, now) }
}

function unitLines(old: PanelView, now: PanelView): readonly string[] {
  const [before, after] = [unitOf(old) || undefined, unitOf(now) || undefined]
  return before === after ? [] : [`: unit ${change(before, after)}`]
}

/** What became of the links in a list, as they are told after the name of what has them. */
export function linkLines(before: unknown, after: unknown, align: AlignLinks): readonly string[] {
  const linksOf = (links: unknown, even: AlignLinks): ReadonlyMap<string, string> =>
    new Map(
      objectsBelow({ links }, 'links').map((link) => {
        const target = [even(textBelow(link, 'url') ?? ''), ...textsIn(link.tags)].filter((text) => text !== '')
        return [textBelow(link, 'title') ?? '', target.join(' ')]
      }),
    )
  const [old, now] = [linksOf(before, (text) => text), linksOf(after, align)]
  return [
    ...[...old].filter(([title]) => !now.has(title)).map(([title]) => ` lost its link ${quoted(title)}`),
    ...[...now].flatMap(([title, target]) => {
      const was = old.get(title)
      if (was === target) return []
      return was === undefined ? [` links to ${shown(target)}`] : [`: link ${quoted(title)} ${change(was, target)}`]
    }),
  ]
}
