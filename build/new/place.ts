import type { Dashboard, Row } from '../language/dashboard.ts'
import { keyOf } from '../language/panel.ts'
import type { Defined } from '../model/load.ts'
import { selectors } from '../promql/rewrite.ts'
import { type Handle, moduleOf, reading } from './find.ts'
import { sentence, wordsOf } from './names.ts'
import { type Repository, refused, textOf } from './request.ts'

/** The dashboard that is named; otherwise the one that reads most of the file that the query is in. */
export function dashboardFor(
  title: string,
  handle: Handle,
  file: string | undefined,
  repository: Repository,
): Defined<Dashboard> {
  const { dashboards } = repository.definitions
  const files = dashboards.map((dashboard) => dashboard.file)
  if (file !== undefined) {
    textOf(repository, file, files)
    const named = dashboards.find((dashboard) => dashboard.file === file)
    if (named !== undefined) return named
    throw refused(file, 'The file is no dashboard.', `Name one of these: ${files.join(', ')}.`)
  }
  const reader = new RegExp(`\\b${moduleOf(handle)}\\.`, 'g')
  const uses = dashboards.map((dashboard) => repository.read(dashboard.file)?.match(reader)?.length ?? 0)
  const most = dashboards[uses.indexOf(Math.max(1, ...uses))]
  if (most !== undefined) return most
  throw refused(
    title,
    `No dashboard reads ${handle.file} yet, so nothing tells where it is shown.`,
    `Put a panel there first: npm run new -- panel TITLE --of FILE.NAME --in ${files[0] ?? 'FILE'}`,
  )
}

/** Panels are told apart by their keys, which are made from their titles. */
export const rowWith = ({ value }: Defined<Dashboard>, title: string): Row | undefined =>
  value.rows.find(({ lines }) => lines.flat().some(({ key }) => key === keyOf(title)))

/** The title of the row with most panels of the same metrics; where none has any, that of a row for them. */
export function rowFor({ value }: Defined<Dashboard>, handle: Handle, { definitions }: Repository): string {
  const names = reading(handle, definitions).metrics.map(({ name }) => name)
  const isAbout = (metric = ''): boolean =>
    names.includes(metric) || names.includes(metric.replace(/_(?:bucket|count|sum)$/, ''))
  const counts = value.rows.map(
    ({ lines }) =>
      lines
        .flat()
        .filter(({ targets }) => targets.some(({ expr }) => selectors(expr).some(({ metric }) => isAbout(metric))))
        .length,
  )
  const row = value.rows[counts.indexOf(Math.max(1, ...counts))]
  const metric = definitions.metrics.find((each) => each.value.name === names[0])
  return row?.title ?? sentence(wordsOf(metric?.name ?? handle.name))
}
