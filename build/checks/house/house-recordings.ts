import { compile } from '../../promql/regex/compile.ts'
import type { Check } from '../check.ts'
import { rulesOf } from '../support/rules.ts'
import { lacking } from './required.ts'

export const houseRecordings: Check = {
  id: 'house-recordings',
  severity: 'error',
  covers: [],
  isLocal: true,
  about:
    'Recording rules are named as `house.recordings` of monitoring-check.yml asks, and have the labels that it requires. Without such settings it says nothing.',
  run: (subject) => {
    const { name, labels } = subject.house?.recordings ?? {}
    if (name === undefined && labels === undefined) return []
    const pattern = compile(name ?? '.*')
    return rulesOf(subject).flatMap(({ rule }) =>
      rule.kind !== 'recording'
        ? []
        : [
            ...lacking(rule, 'label', rule.labels, labels),
            ...(pattern.matches(rule.name) !== false
              ? []
              : [
                  {
                    place: rule.place,
                    what: `The name ${rule.name} does not match ${name}.`,
                    next: 'Rename it, and who reads it.',
                  },
                ]),
          ],
    )
  },
}
