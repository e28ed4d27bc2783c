import { printable } from '../../client/printable.ts'
import type { Examination, Finding } from '../../examination.ts'
import { type LoadedGroup, loadedGroups } from './loaded.ts'

/** The share of its interval that the evaluation of a group may take. */
const tolerated = 0.5

export const ruleHealth: Examination = {
  id: 'rule-health',
  question: 'Are the rules evaluated, and in time?',
  needs: ['reachable'],
  async run({ servers: { prometheus } }) {
    const groups = await loadedGroups(prometheus)
    const slowest = Math.max(0, ...groups.map(({ evaluationTime }) => evaluationTime))
    return {
      facts: [`the slowest of ${groups.length} groups takes ${shown(slowest)}`],
      findings: groups.flatMap((group) => [...failing(group), ...slow(group)]),
    }
  },
}

const failing = ({ name, rules }: LoadedGroup): readonly Finding[] =>
  rules
    .filter(({ health }) => health === 'err')
    .map((rule) => ({
      severity: 'error',
      where: `alerts/${name}.yml › ${rule.name}`,
      what: `The rule cannot be evaluated: ${printable(rule.lastError ?? 'Prometheus does not say why')}.`,
      next: 'Run its query in Prometheus; mostly two metrics no longer have the labels by which they are matched.',
    }))

function slow({ name, interval, evaluationTime }: LoadedGroup): readonly Finding[] {
  if (evaluationTime <= interval * tolerated) return []
  return [
    {
      severity: evaluationTime > interval ? 'error' : 'warning',
      where: `alerts/${name}.yml`,
      what: `The last evaluation took ${shown(evaluationTime)}, and there is one every ${shown(interval)}.`,
      next: 'Look at the load of Prometheus and at the cardinality of what the rules read.',
    },
  ]
}

const shown = (seconds: number): string =>
  seconds < 1 ? `${Math.ceil(seconds * 1000)} ms` : `${Number(seconds.toFixed(1))} s`
