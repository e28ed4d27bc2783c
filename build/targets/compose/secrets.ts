import { isDeployed, type Job, targetOf } from '../../language/job.ts'
import type { Stack } from '../../stack/schema.ts'
import { secretsMount } from '../../stack/secrets-mount.ts'
import { uids } from './uids.ts'

/** A file that the operator writes; a compose file secret keeps the host's owner and mode. */
export interface Secret {
  /** File name in the folder of secrets, and below `/run/secrets` in the container. */
  readonly name: string
  /** The user of the container, who must be able to read the file. */
  readonly uid: number
  readonly what: string
}

/**
 * Where the secrets are on the host: never inside the generated folder, which Prometheus' container can read, nor in the
 * application's repository around it, where they would be committed.
 */
export const secretsFolder = ({ product }: Stack) =>
  ({
    variable: `${product.id.toUpperCase().replaceAll(/[.-]/g, '_')}_SECRETS_DIR`,
    default: `../../${product.id}-secrets`,
  }) as const

/** Where an operator's own additions to the compose file are on the host: outside for the same reasons. */
export const overrideFile = ({ product }: Stack): string => `../../${product.id}-override.yml`

/** The secrets of Grafana. */
export const grafanaSecrets: readonly Secret[] = [
  {
    name: 'grafana_admin_password',
    uid: uids.grafana,
    what: "The password of Grafana's user `admin`, read at its first start",
  },
  {
    name: 'grafana_secret_key',
    uid: uids.grafana,
    what: 'What Grafana encrypts the credentials in its database with: `openssl rand -hex 32`, once and for all',
  },
]

const tokenIn = (file: string | null, what: string): readonly Secret[] =>
  file?.startsWith(`${secretsMount}/`)
    ? [{ name: file.slice(secretsMount.length + 1), uid: uids.prometheus, what }]
    : []

/** The tokens with which Prometheus asks targets and sends samples, where they lie in the usual folder. */
export function tokensOf(stack: Stack, jobs: readonly Job[]): readonly Secret[] {
  const all = [
    ...jobs
      .filter((job) => isDeployed(stack, job))
      .flatMap((job) =>
        tokenIn(targetOf(stack, job).tokenFile, `The token with which Prometheus reads the metrics of \`${job.name}\``),
      ),
    ...stack.remoteWrite.flatMap(({ name, tokenFile }) =>
      tokenIn(tokenFile, `The token with which Prometheus sends samples to \`${name}\``),
    ),
  ]
  return all.filter(({ name }, at) => all.findIndex((other) => other.name === name) === at)
}

/** The secrets of the integrations that are switched on. */
export function notificationSecrets({ notify }: Stack): readonly Secret[] {
  const uid = uids.alertmanager
  const all: readonly (Secret & { readonly needed: boolean })[] = [
    {
      name: 'slack_api_url',
      uid,
      what: "The URL of the Slack app's incoming webhook",
      needed: notify.slack.enabled,
    },
    {
      name: 'pagerduty_routing_key',
      uid,
      what: 'The integration key of the PagerDuty service (Events API v2)',
      needed: notify.pagerduty.enabled,
    },
    ...Object.entries(notify.receivers).flatMap(([receiver, { pagerduty }]) =>
      pagerduty === undefined
        ? []
        : {
            name: pagerduty,
            uid,
            what: `The integration key of the PagerDuty service of \`${receiver}\` (Events API v2)`,
            needed: notify.pagerduty.enabled,
          },
    ),
    {
      name: 'smtp_auth_password',
      uid,
      what: `The password of \`${notify.email.username}\` at \`${notify.email.smarthost}\``,
      needed: notify.email.enabled,
    },
  ]
  return all.filter(({ needed }) => needed).map(({ needed: _, ...secret }) => secret)
}
