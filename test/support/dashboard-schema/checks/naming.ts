import type { Dashboard } from '../dashboard.ts'
import type { AnyPanel, Row, Visual } from '../panels.ts'

/** How findings call a panel: `panel 3 "Request rate"`, `row 1 "Traffic"`. */
export const called = ({ type, id, title }: AnyPanel | Row): string =>
  `${type === 'row' ? 'row' : 'panel'} ${id}${title === undefined ? '' : ` "${title}"`}`

export const isRow = (each: AnyPanel | Row): each is Row => each.type === 'row'

/** Every panel and row, with what collapsed rows hold directly after their row. */
export const everything = ({ panels }: Dashboard): (AnyPanel | Row)[] =>
  panels.flatMap((each) => (isRow(each) ? [each, ...each.panels] : [each]))

/** Every panel that shows data. */
export const visuals = (dashboard: Dashboard): Visual[] =>
  everything(dashboard).filter((each): each is Visual => !isRow(each) && each.type !== 'text')
