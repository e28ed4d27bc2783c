import { selectors } from '../promql/rewrite.ts'
import type { Check } from './check.ts'
import { type Service, servicesOf } from './compose-services.ts'
import { jobsRead, knownOf } from './known-series.ts'
import { queriesOf } from './queries.ts'

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
    return queriesOf(subject).flatMap((query) =>
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
