import type { FaultOutcome, FiredAlert } from '../../model/faults.ts'
import type { Model } from '../../model/model.ts'
import type { Artifact } from '../artifact.ts'
import { page, plain, table } from './markdown.ts'

/** What was broken on real servers, who told, and what went on: the proof that the alerts arrive. */
export const faultsPage = ({ faults, groups }: Model): Artifact => {
  const told = new Set(faults.flatMap((each) => each.told).map(({ alert }) => alert))
  const untold = groups.flatMap(({ alerts }) => alerts.map(({ name }) => name)).filter((name) => !told.has(name))
  return page('faults', 'Faults', 'alerts/faults.json', [
    [
      'What `npm run test:live` breaks on real servers, at a sixtieth of the time. Each alert that is told arrived where it',
      'should, with its labels and annotations, and was told as resolved when the fault was lifted. An alert that is',
      'inhibited fired too, and a critical alert of the same component kept it silent.',
    ].join('\n'),
    table(['Fault', 'What was done', 'Told, to whom', 'Inhibited', 'Meanwhile'], faults.map(row)),
    untold.length === 0
      ? 'Every alert is told by one of these.'
      : `Not made to fire: ${untold.map((alert) => link({ alert, labels: {} })).join(', ')}.`,
  ])
}

const row = ({ fault, done, told, inhibited, kept }: FaultOutcome): readonly string[] => [
  plain(fault),
  plain(done),
  told.map((each) => `${link(each)}: ${each.by.join(', ')}`).join('<br>'),
  inhibited.map(link).join('<br>'),
  kept.map(plain).join('; '),
]

const link = ({ alert, labels }: FiredAlert): string => {
  const of = Object.values(labels).join(', ')
  return `[${alert}](../runbooks/${alert}.md)${of === '' ? '' : ` (${plain(of)})`}`
}
