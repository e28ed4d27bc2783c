import type { ShownDashboard } from '../../server/protocol.ts'
import { safeUrl } from '../dashboard/links.ts'
import type { DashboardLink, DashboardModel } from '../dashboard/model.ts'
import type { Asking } from '../query/asking.ts'
import { type ByVariable, chosenOf } from '../query/lookup.ts'
import { linkerOf, replacerOf } from '../query/replace.ts'
import { addressOf, type View } from '../view/view.ts'

/** A dashboard that a link may lead to. */
export type LinkedDashboard = Pick<ShownDashboard, 'uid' | 'title'> & { readonly tags: readonly string[] }

/** A link of a dashboard as it is shown. */
export interface ShownLink {
  readonly title: string
  readonly href: string
  readonly targetBlank: boolean
}

/** A view whose address says all that is shown: what the dashboard decides, too. */
export const wholeView = ({ time, variables }: DashboardModel, view: View, options: ByVariable): View => ({
  ...view,
  from: view.from ?? time.from,
  to: view.to ?? time.to,
  variables: {
    ...view.variables,
    ...Object.fromEntries(variables.map((each) => [each.name, chosenOf(each, view.variables, options)])),
  },
})

/**
 * What a dashboard's link leads to: the others with its tags, or its URL, with the time range and variables of a whole view
 * if it says so. Its texts may refer to both.
 */
export function linksOf(
  link: DashboardLink,
  view: View,
  dashboards: readonly LinkedDashboard[],
  asking: Pick<Asking, 'lookup' | 'range'>,
): readonly ShownLink[] {
  const kept: View = {
    ...view,
    panel: undefined,
    frame: 'page',
    ...(link.keepTime ? {} : { from: undefined, to: undefined }),
    ...(link.includeVars ? {} : { variables: {} }),
  }
  const { targetBlank } = link
  if (link.type === 'dashboards') {
    return dashboards
      .filter(({ uid, tags }) => uid !== view.uid && link.tags.every((tag) => tags.includes(tag)))
      .map(({ uid, title }) => ({ title, href: addressOf({ ...kept, uid, refresh: undefined }), targetBlank }))
  }
  const url = linkerOf(asking)(link.url)
  const href = safeUrl(withQuery(url, kept, link))
  return href === undefined ? [] : [{ title: replacerOf(asking)(link.title) || url, href, targetBlank }]
}

function withQuery(url: string, { from, to, variables }: View, { keepTime, includeVars }: DashboardLink): string {
  const query = new URLSearchParams()
  if (keepTime && from !== undefined && to !== undefined) {
    query.append('from', from)
    query.append('to', to)
  }
  if (includeVars) {
    for (const [name, values] of Object.entries(variables))
      for (const value of values) query.append(`var-${name}`, value)
  }
  const text = query.toString()
  return text === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${text}`
}
