import { composed } from '../../targets/compose/services.ts'
import type { Check } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { servicesOf } from '../support/compose-services.ts'

export const missingService: Check = {
  id: 'missing-service',
  severity: 'error',
  covers: ['I03', 'M03'],
  about:
    "Each server and exporter that the settings have a release for is a service of the compose file, under the host by which Prometheus scrapes it. One that is missing is not found on PyBase's network either, where other hosts are believed. Targets outside of Docker are no services, and of somebody's files nobody knows which exporters should run.",
  run: (subject) => {
    const { compose, model } = subject
    if (compose === undefined || model === undefined) return []
    const services = servicesOf(subject)
    return composed(model.stack, model.jobs)
      .filter(({ host }) => !services.some(({ hosts }) => hosts.includes(host)))
      .map(({ key: name, host }) => ({
        place: compose.place,
        what: `The settings have a release of ${name}, which is scraped at ${host}, and no service has this name; there is ${listed(services.map((service) => service.name))}.`,
        next: `Add the service, or set the release of ${name} to null in stack.ts.`,
      }))
  },
}
