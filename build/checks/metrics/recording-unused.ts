import { queriesOf } from '../../model/queries.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'
import { rulesOf } from '../support/rules.ts'

export const recordingUnused: Check = {
  id: 'recording-unused',
  severity: 'warning',
  covers: ['M09'],
  about:
    'Somebody reads what a recording rule stores: a rule, a panel, an annotation or a variable. Otherwise it costs an evaluation each interval for nothing, or its reader has misspelt its name. It is silent where no dashboard is checked with the rules, and on a file of which nothing is read, for the readers may be elsewhere.',
  run: (subject) => {
    if (subject.dashboards.length === 0) return []
    const read = new Set(queriesOf(subject).flatMap(({ expr }) => selectors(expr).map(({ metric }) => metric)))
    const variables = subject.dashboards.flatMap(({ variables: all }) => all.map(({ query }) => query ?? ''))
    const isRead = (name: string): boolean => read.has(name) || variables.some((text) => text.includes(name))
    const recordings = rulesOf(subject).flatMap(({ rule }) => (rule.kind === 'recording' ? [rule] : []))
    // Where nothing reads any of a file, its readers are elsewhere: another Prometheus, a report, people.
    const hasReaders = new Set(recordings.flatMap(({ name, place }) => (isRead(name) ? [place.file] : [])))
    return recordings
      .filter(({ name, place }) => (subject.model !== undefined || hasReaders.has(place.file)) && !isRead(name))
      .map(({ name, place }) => ({
        place,
        what: `${name} is recorded, and no rule or dashboard reads it.`,
        next: 'Remove the rule, or correct the name where it should be read.',
      }))
  },
}
