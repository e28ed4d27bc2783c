import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { alertRules, compiled, dashboards, files, panels, pathsIn, textOf } from './generated.ts'

const { urls } = compiled.model.stack
const alertNames = [...new Set(alertRules.map(({ alert }) => alert))]
const runbookOf = (alert: string) => `runbooks/${alert}.md`

/** The dashboard, panel and variables of a link into Grafana. Throws for any other link. */
function readDashboardLink(link: string) {
  const found = /^(.+)\/d\/([\w-]+)\?viewPanel=(\d+)((?:&var-\w+=[^&]+)*)$/.exec(link)
  if (found === null) throw new Error(`${link} opens no panel`)
  const [, base, uid, id, rest = ''] = found
  return { base, uid, id: Number(id), variables: [...rest.matchAll(/&var-(\w+)=/g)].map(([, name]) => name) }
}

describe.each(alertRules.map((rule) => [`${rule.alert} (${rule.labels.component})`, rule] as const))(
  '%s',
  (_, { alert, annotations }) => {
    const { base, uid, id, variables } = readDashboardLink(annotations.dashboard_url ?? '')
    const shown = panels.find(({ uid: of, panel }) => of === uid && panel.id === id)

    test('opens a panel that exists, with variables that its dashboard has', () => {
      expect(base).toBe(urls.grafana)
      expect(annotations).toMatchObject({ __dashboardUid__: uid, __panelId__: String(id) })
      expect(shown).toBeDefined()
      const names = dashboards
        .find(([, dashboard]) => dashboard.uid === uid)?.[1]
        .templating.list.map(({ name }) => name)
      expect(names).toEqual(expect.arrayContaining(variables))
    })

    test('has a runbook, which its panel links to as well', () => {
      expect(annotations.runbook_url).toBe(`${urls.runbooks}/${alert}.html`)
      expect(files.has(runbookOf(alert))).toBe(true)
      expect(shown?.panel.links).toContainEqual(expect.objectContaining({ url: annotations.runbook_url }))
    })
  },
)

test('each runbook link of a panel opens a runbook that exists', () => {
  const links = panels.flatMap(({ panel }) => panel.links ?? []).map(({ url }) => url)
  expect(links.length).toBeGreaterThanOrEqual(alertNames.length)
  const missing = links.filter(
    (url = '') => !files.has(`runbooks/${posix.basename(url)}`) || !url.startsWith(urls.runbooks),
  )
  expect(missing).toEqual([])
})

test('there is one runbook for each alert, and no other, and a page of each', () => {
  expect(pathsIn('runbooks', '.html')).toEqual(pathsIn('runbooks', '.md').map((path) => path.replace(/md$/, 'html')))
  expect(pathsIn('runbooks', '.md').toSorted()).toEqual(alertNames.map(runbookOf).sort())
})

describe.each(pathsIn('runbooks', '.md'))('%s', (path) => {
  const text = textOf(path)

  test('has the four sections', () => {
    const titles = [...text.matchAll(/^## (.*)/gm)].map(([, title]) => title)
    expect(titles).toEqual(['Meaning', 'Impact', 'Mitigation', 'Diagnosis'])
  })

  test('opens only panels that exist', () => {
    const links = [...text.matchAll(/\((http[^()\s]+\/d\/[^()\s]+)\)/g)].map(([, url = '']) => readDashboardLink(url))
    expect(links.length).toBeGreaterThan(0)
    for (const link of links)
      expect(panels.some(({ uid, panel }) => uid === link.uid && panel.id === link.id)).toBe(true)
  })
})

test('relative links in the Markdown files lead to files that are generated', () => {
  const markdown = [...files.keys()].filter((path) => path.endsWith('.md'))
  const broken = markdown.flatMap((path) =>
    [...textOf(path).matchAll(/\]\(([^()\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^(https?:|mailto:|#)/.test(target))
      .filter((target) => {
        const wanted = posix.join(posix.dirname(path), target.replace(/#.*$/, '')).replace(/\/$/, '')
        return ![...files.keys()].some((file) => file === wanted || file.startsWith(`${wanted}/`))
      })
      .map((target) => `${path} › ${target}`),
  )
  expect(broken).toEqual([])
})
