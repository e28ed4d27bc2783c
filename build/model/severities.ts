import type { Problem } from '../findings/problem.ts'
import type { AnyAlert } from '../language/alert.ts'
import { listed } from '../language/demands/shown.ts'
import { isForMachines, type Level, usualLevels } from '../language/severity.ts'
import { nearest } from '../nearest.ts'
import type { Stack } from '../stack/schema.ts'
import type { Defined } from './load.ts'

/**
 * The severities of alerts for people, those that page first, those of which nobody is told last. Where all of them are usual
 * ones, both of these are there: an alert that somebody adds to Prometheus by hand has its receiver.
 */
export function levelsOf(groups: readonly { readonly alerts: readonly AnyAlert[] }[] | undefined): readonly Level[] {
  const used = (groups ?? [])
    .flatMap(({ alerts }) => alerts.flatMap(levelsIn))
    .filter(({ name }) => !isForMachines(name))
  const all = [...new Map(used.map((level) => [level.name, level])).values()]
  if (all.every((level) => usualLevels.includes(level))) return usualLevels
  return all.toSorted((a, b) => weight(b) - weight(a))
}

const weight = ({ pages, tells }: Level): number => (pages ? 2 : tells.length > 0 ? 1 : 0)

const levelsIn = ({ arms }: AnyAlert): readonly Level[] => arms.map(({ severity }) => severity)

/** One label's value cannot mean two things: what is told of it is decided by it alone. */
export function ambiguous(alerts: readonly Defined<AnyAlert>[]): readonly Problem[] {
  const all = alerts.flatMap(({ file, value }) => levelsIn(value).map((level) => ({ file, alert: value.name, level })))
  const first = new Map<string, (typeof all)[number]>()
  return all.flatMap((each) => {
    const { file, alert, level } = each
    const other = first.get(level.name) ?? each
    first.set(level.name, other)
    if (meaning(other.level) === meaning(level)) return []
    return [
      {
        where: `${file} › alert ${alert}`,
        what: `Its severity is ${level.name}, which ${meaning(level)}; that of ${other.alert} has the same name and ${meaning(other.level)}.`,
        next: 'Make the severity once, export it, and take it from there in both.',
      },
    ]
  })
}

/** A route for a severity that no alert has, and a receiver that is called like one. */
export function strangeRoutes(stack: Stack, levels: readonly Level[]): readonly Problem[] {
  const names = levels.map(({ name }) => name)
  const { routes, receivers } = stack.notify
  return [
    ...routes.flatMap(({ severities = [] }, at) =>
      severities
        .filter((name) => !names.includes(name))
        .map((name) => {
          const meant = nearest(name, names)
          return {
            where: `stack.ts › notify.routes.${at}.severities`,
            what: `There is no severity ${name}; alerts have ${listed(names, 'and')}.`,
            next:
              meant === undefined
                ? 'Choose one of them, or leave severities out: the route is for all then.'
                : `Write ${meant}.`,
          }
        }),
    ),
    ...Object.keys(receivers)
      .filter((name) => names.includes(name))
      .map((name) => ({
        where: `stack.ts › notify.receivers.${name}`,
        what: `A receiver of your own is called ${name}, like the receiver of alerts with severity="${name}".`,
        next: 'Give it the name of those who are told, such as a team.',
      })),
  ]
}

const meaning = ({ pages, tells }: Level): string =>
  `${pages ? 'pages' : 'does not page'} and tells ${tells.length === 0 ? 'nobody' : `on ${tells.join(', ')}`}`
