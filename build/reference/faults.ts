import type { FaultOutcome, FaultRecord, FiredAlert } from '../model/faults.ts'
import type { Model } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { page, plain, table } from '../targets/markdown.ts'

/** What was broken on real servers, who told, and what went on: the proof that the alerts arrive. */
export const faultsPage = ({ faults: record, groups, absentAlerts }: Model): Artifact => {
  const link = linkTo(absentAlerts)
  const faults = record?.faults ?? []
  const told = new Set(faults.flatMap((each) => each.told).map(({ alert }) => alert))
  const untold = groups.flatMap(({ alerts }) => alerts.map(({ name }) => name)).filter((name) => !told.has(name))
  return page('faults', 'Faults', 'alerts/faults.json', [
    [
      'What `npm run test:live` breaks on real servers, at a sixtieth of the time. Each alert that is told arrived where it',
      'should, with its labels and annotations, and was told as resolved when the fault was lifted. An alert that is',
      'inhibited fired too, and a critical alert of the same component kept it silent.',
    ].join('\n'),
    record === undefined ? 'Nothing has been recorded yet.' : recordedOn(record),
    table(['Fault', 'What was done', 'Told, to whom', 'Inhibited', 'Meanwhile'], faults.map(rowWith(link))),
    untold.length === 0
      ? 'Every alert is told by one of these.'
      : `Not made to fire: ${untold.map((alert) => link({ alert, labels: {} })).join(', ')}.`,
  ])
}

/** When, on which releases, and what of it is older. */
function recordedOn({ recorded, releases, untried }: FaultRecord): string {
  const ran = Object.entries(releases).map(([name, release]) => plain(`${name} ${release}`))
  const older = untried.length === 0 ? '' : ` Not tried then, so of an earlier recording: ${plain(untried.join('; '))}.`
  return `Recorded on ${recorded} with ${ran.join(', ')}.${older}`
}

const rowWith =
  (link: Link) =>
  ({ fault, done, told, inhibited, kept }: FaultOutcome): readonly string[] => [
    plain(fault),
    plain(done),
    told.map((each) => `${link(each)}: ${each.by.join(', ')}`).join('<br>'),
    inhibited.map(link).join('<br>'),
    kept.map(plain).join('; '),
  ]

type Link = (fired: FiredAlert) => string

/** To an alert's runbook, unless this build has no such alert. */
const linkTo =
  (absent: ReadonlySet<string>): Link =>
  ({ alert, labels }) => {
    const of = Object.values(labels).join(', ')
    const name = absent.has(alert) ? alert : `[${alert}](../runbooks/${alert}.md)`
    return `${name}${of === '' ? '' : ` (${plain(of)})`}`
  }
