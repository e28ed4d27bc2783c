import { below, isObject, textsIn } from '../../documents/values.ts'
import type { Check } from '../check.ts'
import { serviceOf, servicesOf } from '../support/compose-services.ts'

export const missingSecret: Check = {
  id: 'missing-secret',
  severity: 'error',
  covers: ['I07'],
  about:
    'Each file below /run/secrets that a configuration names is a secret that its service is given, and that the compose file defines. Alertmanager reads such a file at each notification: when it is missing, notifications fail one by one, on the day that they are needed.',
  run: (subject) => {
    const { compose, notification } = subject
    if (compose === undefined) return []
    const services = servicesOf(subject)
    const defined = below(compose.config, 'secrets')
    const alertmanager = serviceOf(services, 'alertmanager')
    return services
      .filter(({ isBuilt }) => !isBuilt)
      .flatMap(({ name, environment, command, secrets, mounts }) => {
        const config = name === alertmanager?.name ? notification?.config : undefined
        const named = [...textsIn(config), ...Object.values(environment), ...command]
        const wanted = named.flatMap((text) => /\/run\/secrets\/([\w.-]+)/.exec(text)?.[1] ?? [])
        const place = { file: compose.place.file, path: [...compose.place.path, name] }
        const isMounted = mounts.some(({ target }) => target.startsWith('/run/secrets'))
        return [
          ...[...new Set(isMounted ? [] : wanted)]
            .filter((secret) => !secrets.includes(secret))
            .map((secret) => ({
              place,
              what: `/run/secrets/${secret} is read, and ${name} is not given the secret ${secret}.`,
              next: `Add ${secret} to the secrets of ${name}, or correct the name of the file.`,
            })),
          ...secrets
            .filter((secret) => !isObject(defined) || !Object.hasOwn(defined, secret))
            .map((secret) => ({
              place,
              what: `${name} is given the secret ${secret}, which the compose file does not define.`,
              next: `Define ${secret} below secrets, with the file that holds it.`,
            })),
        ]
      })
  },
}
