import { own } from '../../own.ts'
import type { Check } from '../check.ts'
import { type Service, servicesOf } from '../support/compose-services.ts'

export const insecureDefault: Check = {
  id: 'insecure-default',
  severity: 'error',
  covers: ['S01'],
  about:
    "Nothing that the compose file starts can be stopped, reconfigured or read by whoever reaches its port: no lifecycle or admin endpoint of Prometheus, which know no password, no password of Grafana in the file or left at admin, no anonymous administrators, no accounts for whoever asks, nothing without a login on every interface of the host. Images have a version, so that tomorrow's start runs what was tested today.",
  run: (subject) => {
    const { compose } = subject
    if (compose === undefined) return []
    return servicesOf(subject).flatMap((service) =>
      [...flags(service), ...image(service), ...password(service), ...signUp(service), ...exposed(service)].map(
        (said) => ({
          place: { file: compose.place.file, path: [...compose.place.path, service.name] },
          ...said,
        }),
      ),
    )
  },
}

interface Said {
  readonly what: string
  readonly next: string
}

const dangerous: Readonly<Record<string, string>> = {
  'web.enable-lifecycle': 'lets anybody stop or reload it',
  'web.enable-admin-api': 'lets anybody delete its data',
}

/** Who cannot reach the port cannot use the endpoint. */
const flags = ({ command, published, networks }: Service): readonly Said[] =>
  (published.length > 0 || networks.includes('host') ? command : []).flatMap((flag) => {
    const [, name = '', value] = /^--?([\w.-]+)(?:=(.*))?$/.exec(flag) ?? []
    const effect = value === 'false' ? undefined : own(dangerous, name)
    return effect === undefined
      ? []
      : [{ what: `${flag} ${effect}, without a password.`, next: 'Remove the flag; SIGHUP reloads too.' }]
  })

function image({ image: name, isBuilt }: Service): readonly Said[] {
  const tag = /:([^/]*)$/.exec(name.split('@')[0] ?? '')?.[1]
  if (name === '' || isBuilt || name.includes('$') || name.includes('@')) return []
  if (tag !== undefined && tag !== 'latest' && tag !== 'main' && tag !== 'master') return []
  return [
    {
      what: `The image ${name} has no version: the next start may run another one.`,
      next: 'Write the tag of a release.',
    },
  ]
}

function password({ program, environment, secrets, isBuilt }: Service): readonly Said[] {
  if (!program.startsWith('grafana')) return []
  const name = 'GF_SECURITY_ADMIN_PASSWORD'
  const literal = environment[name]
  const anonymous =
    environment.GF_AUTH_ANONYMOUS_ENABLED === 'true' && environment.GF_AUTH_ANONYMOUS_ORG_ROLE === 'Admin'
  return [
    ...(anonymous
      ? [
          {
            what: 'Everybody is an administrator of Grafana, without a login.',
            next: 'Remove GF_AUTH_ANONYMOUS_ORG_ROLE.',
          },
        ]
      : []),
    ...(literal === undefined || literal.startsWith('$') || literal === ''
      ? []
      : [
          {
            what: `The password of Grafana's administrator is written in the file.`,
            next: `Write it into a secret, and ${name}__FILE: /run/secrets/…`,
          },
        ]),
    ...(literal !== undefined || `${name}__FILE` in environment || secrets.length > 0 || isBuilt
      ? []
      : [
          { what: "Grafana's administrator is admin with the password admin.", next: `Set ${name}__FILE to a secret.` },
        ]),
  ]
}

const signUp = ({ program, environment }: Service): readonly Said[] =>
  program.startsWith('grafana') && environment.GF_USERS_ALLOW_SIGN_UP === 'true'
    ? [
        {
          what: 'Everybody who reaches Grafana makes an account of their own.',
          next: 'Remove GF_USERS_ALLOW_SIGN_UP, and invite people.',
        },
      ]
    : []

/** Programs that know no login unless somebody gives them a configuration of their own. */
const open = /^(?:prometheus|alertmanager|pushgateway|cadvisor|.*-exporter)$/

const exposed = ({ program, published, command }: Service): readonly Said[] =>
  open.test(program) && !command.some((flag) => flag.includes('web.config.file'))
    ? published
        .filter(({ address }) => address === '0.0.0.0' || address === '::' || address === '[::]')
        .map(({ host }) => ({
          what: `Port ${host} is published on every interface of the host, and ${program} has no login.`,
          next: `Write 127.0.0.1:${host}:…, and put a proxy with a login before it.`,
        }))
    : []
