import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import { functions } from '../../promql/functions.ts'
import { isOlder } from '../../promql/types/finding.ts'
import { walk } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { versionOf } from '../support/server.ts'

export const removedFeature: Check = {
  id: 'removed-feature',
  severity: 'error',
  covers: ['R16'],
  about:
    'What a newer Prometheus no longer knows is replaced before the upgrade: release 3 refuses a rule file that calls `holt_winters`, and a configuration with `api_version: v1` of an Alertmanager. Which Prometheus it is tells the image in the compose file, or `--prometheus-version`; where nobody says, release 3 is meant, and files for an older one are excused by that flag.',
  run: (subject) => {
    const version = versionOf(subject)
    return [...(version === undefined ? removedCalls(subject) : []), ...oldInterfaces(subject, version)]
  },
}

/** Of a known release the check of types tells. */
const removedCalls = (subject: Subject): readonly Finding[] =>
  queriesOf(subject).flatMap((query) =>
    [...walk(query.expr)].flatMap((culprit) => {
      const known = culprit.is === 'call' ? functions.get(culprit.fn) : undefined
      if (culprit.is !== 'call' || known?.until === undefined) return []
      const renamed = known.renamed === undefined ? '' : `; ${known.renamed} took its place`
      return [
        {
          place: query.place,
          query: { ...query, culprit, part: 'name' },
          what: `Prometheus ${known.until} no longer knows ${culprit.fn}(), and refuses every query and rule file that calls it${renamed}.`,
          next: 'Replace it, or name the release that loads the file: --prometheus-version 2.53.',
        },
      ]
    }),
  )

function oldInterfaces({ scraping }: Subject, version = '3.0'): readonly Finding[] {
  if (scraping === undefined || isOlder(version, '3.0')) return []
  if (scraping.interfaces?.includes('v1') !== true) return []
  return [
    {
      place: scraping.place,
      what: 'An Alertmanager has "api_version: v1", which Prometheus 3.0 no longer speaks: it refuses the configuration.',
      next: 'Write api_version: v2, or leave it out.',
    },
  ]
}
