import { below, isObject } from '../../documents/values.ts'
import { nearest } from '../../nearest.ts'
import type { Check } from '../check.ts'
import { servicesOf } from '../support/compose-services.ts'

export const undefinedReference: Check = {
  id: 'undefined-reference',
  severity: 'error',
  covers: ['I03'],
  about:
    'The networks and volumes that a service of the compose file names are defined in it, and so are the services that it waits for. Docker Compose refuses the file otherwise, and nothing starts.',
  run: (subject) => {
    const { compose } = subject
    // What overrides another file names what that one defines.
    if (compose === undefined || /override[^/]*$/.test(compose.place.file)) return []
    const services = servicesOf(subject)
    // Files of one folder are run together.
    const names = (key: string): readonly string[] =>
      [compose, ...(compose.others ?? [])].flatMap(({ config }) => {
        const all = below(config, key)
        return isObject(all) ? Object.keys(all) : []
      })
    return services.flatMap(({ name, networks, mounts }) => {
      const wait = below(compose.config, 'services', name, 'depends_on')
      const waits = Array.isArray(wait) ? wait.map(String) : isObject(wait) ? Object.keys(wait) : []
      const volumes = mounts.map(({ source }) => source).filter((source) => /^\w[\w.-]*$/.test(source))
      const named = [
        ...networks.filter(isOwn).map((used) => ({ what: 'network', used, known: names('networks') })),
        ...volumes.map((used) => ({ what: 'volume', used, known: names('volumes') })),
        ...waits.map((used) => ({ what: 'service', used, known: names('services') })),
      ]
      return named
        .filter(({ used, known }) => !known.includes(used))
        .map(({ what, used, known }) => {
          const meant = nearest(used, known)
          return {
            place: { file: compose.place.file, path: [...compose.place.path, name] },
            what: `${name} names the ${what} ${used}, which the compose file does not define${meant === undefined ? '' : `; the nearest is ${meant}`}.`,
            next: `Correct the name, or define the ${what}.`,
          }
        })
    })
  },
}

/** Compose makes the default network itself, and the others are no networks of its own. */
const isOwn = (network: string): boolean => !/^(?:default|host|none|bridge|(?:service|container):.*)$/.test(network)
