import type { Change } from '../change.ts'
import { grouped } from '../match/pair.ts'
import { noQuery } from '../promql/query.ts'
import { type DashboardView, named, type PanelView } from '../read/dashboard.ts'
import { listed, quoted } from '../words.ts'
import { queryDetail } from './detail.ts'
import { diffFields, without } from './fields.ts'
import { isGrafanaDefault, noise } from './grafana.ts'
import { compareLayout } from './layout.ts'
import { fieldLines } from './lines.ts'
import type { AlignLinks } from './links.ts'
import type { DashboardPair, PairedDashboards } from './pairs.ts'
import { comparePanel, linkLines, type PanelLine } from './panel.ts'
import { compareAnnotations, compareVariables } from './variables.ts'

export function compareDashboards({ pairs, removed, added }: PairedDashboards, align: AlignLinks): readonly Change[] {
  return [
    ...removed.map((each) => wholeDashboard(each, 'is removed')),
    ...pairs.flatMap((each) => compareDashboard(each, align)),
    ...added.map((each) => wholeDashboard(each, 'is new')),
  ]
}

const partOf = ({ title, uid, file }: DashboardView): string => `dashboard ${title || uid || file}`

function wholeDashboard(dashboard: DashboardView, became: string): Change {
  const titles = dashboard.panels.map(({ title }) => title)
  const count = `${titles.length} ${titles.length === 1 ? 'panel' : 'panels'}`
  const detail = {
    kind: 'lines',
    removed: became === 'is new' ? [] : titles,
    added: became === 'is new' ? titles : [],
  } as const
  return { weight: 'data', part: partOf(dashboard), what: `the dashboard ${became}, with ${count}`, detail }
}

function compareDashboard({ before, after, panels }: DashboardPair, align: AlignLinks): readonly Change[] {
  const part = partOf(after)
  const lines = panels.pairs.flatMap(([old, now]) => comparePanel({ before, old, now, align }))
  return [
    ...identityLines(part, before, after),
    ...panels.removed.map((panel) => wholePanel(part, panel, 'is removed')),
    ...together(part, lines),
    ...panels.added.map((panel) => wholePanel(part, panel, 'is new')),
    ...compareLayout(part, before, after, panels),
    ...compareVariables(part, named(before.json, 'templating', 'list'), named(after.json, 'templating', 'list')),
    ...compareAnnotations(part, named(before.json, 'annotations', 'list'), named(after.json, 'annotations', 'list')),
    ...linkLines(before.json.links, after.json.links, align).map(
      (said): Change => ({
        weight: 'appearance',
        part,
        what: `the dashboard${said}`,
      }),
    ),
    ...fieldLines(
      { part, name: 'the dashboard' },
      diffFields(without(before.json, elsewhere), without(after.json, elsewhere), isGrafanaDefault),
      () => 'appearance',
    ),
  ]
}

/** What has sentences of its own, and what is never told. */
const elsewhere = ['panels', 'rows', 'templating', 'annotations', 'links', 'uid', 'title', ...noise]

function identityLines(part: string, before: DashboardView, after: DashboardView): readonly Change[] {
  const uid: readonly Change[] =
    before.uid === after.uid || before.uid === undefined || after.uid === undefined
      ? []
      : [
          {
            weight: 'data',
            part,
            what: `the dashboard's uid changed, so links to it break: ${before.uid} → ${after.uid}`,
          },
        ]
  const title: readonly Change[] =
    before.title === after.title
      ? []
      : [
          {
            weight: 'appearance',
            part,
            what: `the dashboard ${quoted(before.title)} is now called ${quoted(after.title)}`,
          },
        ]
  return [...uid, ...title]
}

function wholePanel(part: string, panel: PanelView, became: string): Change {
  const row = panel.row?.title ? ` ${became === 'is new' ? 'in' : 'from'} row ${quoted(panel.row.title)}` : ''
  const [target] = panel.targets
  const query = target?.query ?? noQuery
  const detail = became === 'is new' ? queryDetail(noQuery, query) : queryDetail(query, noQuery)
  const what = `panel ${quoted(panel.title)} ${became}${row} (${panel.type})`
  return { weight: 'data', part, what, ...(target === undefined ? {} : { detail }) }
}

/** From this many panels on, a change that all of them share is told once. */
const many = 4

function together(part: string, lines: readonly PanelLine[]): readonly Change[] {
  const alike = grouped(lines, ({ weight, said, detail, shift }) => JSON.stringify([weight, said, detail, shift]))
  return [...alike.values()].flatMap((group): readonly Change[] => {
    const [first] = group
    if (first !== undefined && group.length >= many) {
      const panels = listed(group.map(({ panel }) => quoted(panel)))
      const { weight, said, detail } = first
      return [
        { weight, part, what: `each of the panels ${panels}${said}`, ...(detail === undefined ? {} : { detail }) },
      ]
    }
    return group.map(({ panel, said, ...rest }) => ({ ...rest, part, what: `panel ${quoted(panel)}${said}` }))
  })
}
