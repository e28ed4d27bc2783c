import type { AnyAlert } from '../language/alert.ts'
import type { Unit } from '../language/units.ts'
import { type Repository, type Request, refused, textOf } from './request.ts'

/**
 * The file of the group that an alert goes into: the one that is named, or the one with most alerts of the same
 * component and unit, and if there is none, of the same component. Throws `Refused`.
 */
export function groupFor(request: Request, repository: Repository, component: string, unit: Unit): string {
  const { groups } = repository.definitions
  const files = groups.map(({ file }) => file)
  if (request.in !== undefined) {
    textOf(repository, request.in, files)
    if (files.includes(request.in)) return request.in
    throw refused(request.in, 'The file is no group of alerts.', `Name one of these: ${files.join(', ')}.`)
  }
  const isNear = ({ arms }: AnyAlert): boolean => arms.some((arm) => arm.component === component)
  const isNearer = (alert: AnyAlert): boolean => isNear(alert) && alert.arms[0].when.unit === unit
  for (const belongs of [isNearer, isNear]) {
    const counts = groups.map(
      ({ value }) => value.rules.filter((rule) => rule.type === 'alert').filter((alert) => belongs(alert)).length,
    )
    const most = files[counts.indexOf(Math.max(1, ...counts))]
    if (most !== undefined) return most
  }
  throw refused(
    request.name,
    `No file has an alert of the component ${component} yet.`,
    `Say which file it goes into: --in ${files.join(', --in ')}`,
  )
}
