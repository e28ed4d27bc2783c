import { join } from 'node:path'
import { until } from '../../support/until.ts'
import { Failed, type Phase } from '../phase.ts'
import { generatedFor } from '../stack/generated.ts'
import { type Asked, askedIn } from './asked.ts'
import { hasData, readsLongAgo, shortOffset } from './data.ts'

/** Every query of every panel, annotation and variable of the build answers data; what the build left out has a reason. */
export const panels: Phase = {
  name: 'panels: every query of every dashboard answers data',
  async run({ addresses, chosen, configuration, startedAt, servers }) {
    // Dashboards mark restarts.
    await servers['search-worker'].restart()
    const all = askedIn(join(configuration, 'grafana-dashboards'))
    let lacking = all
    // Some numbers need a moment: a rate needs two scrapes of a series.
    await until(async () => {
      const answered = await Promise.all(lacking.map((asked) => hasData(addresses.prometheus, asked, startedAt)))
      lacking = lacking.filter((_, at) => !answered[at])
      return lacking.length === 0
    }, 60_000)
    if (lacking.length > 0) throw new Failed(lacking.map((asked) => `${placeOf(asked)} answers no data: ${asked.expr}`))
    const { model } = await generatedFor(chosen)
    const count = panelsIn(all)
    return [
      `panels executed with data: ${count} of ${count}`,
      `queries of panels, annotations and variables: ${all.length} of ${all.length}`,
      ...all.filter(readsLongAgo).map((asked) => `${placeOf(asked)}: its offset was replaced by ${shortOffset}`),
      ...model.leftOut.map((what) => `left out of this build: ${what}`),
    ]
  },
}

const placeOf = ({ dashboard, where }: Asked): string => `${dashboard} › ${where}`

const panelsIn = (asked: readonly Asked[]): number =>
  new Set(asked.flatMap(({ dashboard, panel }) => (panel === undefined ? [] : [`${dashboard} ${panel}`]))).size
