import { queriesOf } from '../../model/queries.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'
import { type Service, servicesOf } from '../support/compose-services.ts'
import { jobsRead, knownOf } from '../support/known-series.ts'

export const missingFlag: Check = {
  id: 'missing-flag',
  severity: 'error',
  covers: ['M07'],
  about:
    'An exporter that the compose file runs has the flag without which it does not expose what a query reads: many collectors are off by default. The catalog knows which metric needs which flag; a service whose image is built here may have its flags inside, and is believed.',
  run: (subject) => {
    const services = servicesOf(subject)
    if (services.length === 0) return []
    const told = new Set<string>()
    // A release that does not know the metric does not know its flag: another check says so.
    const asked = queriesOf(subject).filter(({ expr }) => subject.catalog.missing(expr).length === 0)
    return asked.flatMap((query) =>
      selectors(query.expr).flatMap((culprit) => {
        const metric = knownOf(subject, culprit)?.metric
        const flag = metric?.facts.needs
        if (flag === undefined) return []
        const hosts = jobsRead(subject, culprit, metric)?.flatMap(({ targets }) =>
          targets.map((each) => each.split(':')[0]),
        )
        return services
          .filter((service) => service.hosts.some((host) => hosts?.includes(host)) && lacks(service, flag))
          .filter(({ name }) => !told.has(`${name} ${flag}`) && told.add(`${name} ${flag}`))
          .map(({ name }) => ({
            place: query.place,
            query: { ...query, culprit },
            what: `${metric?.name} needs the flag ${flag}, and ${name} runs without it.`,
            next: `Add ${flag} to the command of ${name}.`,
          }))
      }),
    )
  },
}

const lacks = ({ command, isBuilt }: Service, flag: string): boolean =>
  !isBuilt && !command.some((word) => word === flag || (word.startsWith(`${flag}=`) && word !== `${flag}=false`))
