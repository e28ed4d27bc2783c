import type { Cursor } from './cursor.ts'
import type { Notification } from './views.ts'

/**
 * The routes and receivers of an AlertmanagerConfig as an `alertmanager.yml` would have them; `undefined` for any other resource.
 * The operator lets them take the alerts of the resource's own namespace only.
 */
export function routingIn(resource: Cursor): Notification | undefined {
  const spec = resource.get('spec')
  if (resource.get('kind').text !== 'AlertmanagerConfig' || !spec.get('route').isRecord) return undefined
  const name = resource.get('metadata', 'name').text ?? ''
  return {
    place: spec.get('route').place([name]),
    config: {
      route: routeOf(spec.get('route')),
      receivers: spec.get('receivers').items.map((receiver) => ({ name: receiver.get('name').text ?? '' })),
    },
  }
}

const routeOf = (route: Cursor): Readonly<Record<string, unknown>> => ({
  ...(route.get('receiver').text === undefined ? {} : { receiver: route.get('receiver').text }),
  group_by: route.get('groupBy').items.flatMap(({ text }) => text ?? []),
  continue: route.get('continue').value === true,
  matchers: route.get('matchers').items.map(matcherOf),
  routes: route.get('routes').items.map(routeOf),
})

function matcherOf(matcher: Cursor): string {
  const like = matcher.get('regex').value === true ? '=~' : '='
  const op = matcher.get('matchType').text ?? like
  return `${matcher.get('name').text ?? ''}${op}${JSON.stringify(matcher.get('value').text ?? '')}`
}
