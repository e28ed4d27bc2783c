import { objectsBelow, textBelow } from '../../documents/values.ts'
import type { Dashboard } from '../../documents/views.ts'
import type { Place } from '../../findings/diagnostic.ts'
import type { Subject } from '../../model/subject.ts'
import { nearest } from '../../nearest.ts'
import type { Check, Finding } from '../check.ts'
import { type Link, linksOf } from '../support/links.ts'

export const deadLink: Check = {
  id: 'dead-link',
  severity: 'error',
  covers: ['D12'],
  about:
    "A link to one of the dashboards leads to a panel that is there and gives values to variables that are there; one to a dashboard that is not among those that are checked is wrong where these are all there are, as in our own definitions. The annotations by which Grafana finds an alert's panel are links too. The address of one of our own runbooks names an alert that has one. Addresses of other sites are not asked.",
  run: (subject) => [
    ...linksOf(subject).flatMap((link) => follow(subject, link)),
    ...emptyLists(subject),
    ...lostRunbooks(subject),
  ],
}

function follow({ dashboards, model }: Subject, { place, text, uid, panelId, variables }: Link): readonly Finding[] {
  const about = { place, excerpt: { text, from: 0, to: text.length } }
  const dashboard = dashboards.find((each) => each.uid === uid)
  if (dashboard === undefined) {
    // Somebody's files need not be all dashboards.
    if (model === undefined) return []
    return [
      {
        ...about,
        what: `There is no dashboard ${uid}.`,
        next: `Link to one of ${dashboards.map((each) => each.uid).join(', ')}.`,
      },
    ]
  }
  const { panels, title, variables: defined } = dashboard
  const lost = panelId !== undefined && !/\D/.test(panelId) && !panels.some(({ id }) => String(id) === panelId)
  const unknown = variables.find((name) => !isDefined(dashboard, name))
  return [
    ...(lost
      ? [
          {
            ...about,
            what: `The dashboard "${title}" has no panel ${panelId}.`,
            next: 'Link to a panel that is there.',
          },
        ]
      : []),
    ...(unknown === undefined
      ? []
      : [
          {
            ...about,
            what: `The link sets the variable ${unknown}, and the dashboard "${title}" has ${defined.map(({ name }) => name).join(', ')}.`,
            next: 'Correct the name, or leave it out.',
          },
        ]),
  ]
}

/** Addresses below that of our own runbooks, each of which is named as its alert. */
function lostRunbooks({ dashboards, ruleFiles, model }: Subject): readonly Finding[] {
  if (model === undefined) return []
  const { runbooks } = model.stack.urls
  const names = model.groups.flatMap(({ alerts }) => alerts.map(({ name }) => name))
  const lost = (place: Place, text: string): readonly Finding[] => {
    const page = text.startsWith(`${runbooks}/`)
      ? text.slice(runbooks.length + 1).replace(/\.(?:html|md)$/, '')
      : undefined
    if (page === undefined || names.includes(page)) return []
    const excerpt = { text, from: runbooks.length + 1, to: text.length }
    const meant = nearest(page, names)
    const next = meant === undefined ? 'Link to the runbook of an alert.' : `Write ${meant}.`
    return [{ place, excerpt, what: `There is no runbook ${page}.`, next }]
  }
  return [
    ...rulesIn(ruleFiles).flatMap((rule) =>
      rule.kind === 'alert' ? Object.values(rule.annotations).flatMap((text) => lost(rule.place, text)) : [],
    ),
    ...dashboards.flatMap(({ panels }) =>
      panels.flatMap(({ place, json }) =>
        objectsBelow(json, 'links').flatMap((link) => lost(place, textBelow(link, 'url') ?? '')),
      ),
    ),
  ]
}

const rulesIn = (files: Subject['ruleFiles']) => files.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))

const isDefined = ({ variables }: Dashboard, name: string): boolean => variables.some((each) => each.name === name)

/** Links that list all dashboards with a tag. */
function emptyLists({ dashboards, model }: Subject): readonly Finding[] {
  if (model === undefined) return []
  const tagged = dashboards.map(({ json }) => json.tags).filter((tags): tags is unknown[] => Array.isArray(tags))
  return dashboards.flatMap(({ place, json }) =>
    objectsBelow(json, 'links')
      .filter(
        ({ type, tags }) =>
          type === 'dashboards' && Array.isArray(tags) && !tagged.some((own) => tags.every((tag) => own.includes(tag))),
      )
      .map((link) => ({
        place,
        what: `The link "${textBelow(link, 'title') ?? ''}" lists the dashboards tagged ${JSON.stringify(link.tags)}, and there are none.`,
        next: 'Correct the tag.',
      })),
  )
}
