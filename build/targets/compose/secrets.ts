import { type Stack, secretsMount } from '../../stack/schema.ts'
import { composed, type ServiceName } from './endpoint.ts'

/** A file that the operator writes; a compose file secret keeps the host's owner and mode. */
export interface Secret {
  /** File name in the folder of secrets, and below `/run/secrets` in the container. */
  readonly name: string
  readonly service: ServiceName
  /** The user of the container, who must be able to read the file. */
  readonly uid: number
  readonly what: string
}

/**
 * A user for each service, which can read no other's secrets. Grafana's is that of its image. Nobody is none of them: whatever
 * else on a host runs as nobody could read the same files.
 */
export const uids = {
  prometheus: 59_003,
  alertmanager: 59_004,
  grafana: 472,
  redisExporter: 59_000,
  postgresExporter: 59_001,
  nodeExporter: 59_002,
} as const

/**
 * Where the secrets are on the host: never inside the generated folder, which Prometheus' container can read, nor in PyBase's
 * repository around it, where they would be committed.
 */
export const secretsFolder = { variable: 'PYBASE_SECRETS_DIR', default: '../../pybase-secrets' } as const

/** Where an operator's own additions to the compose file are on the host: outside for the same reasons. */
export const overrideFile = '../../pybase-override.yml'

/** The secrets of the services that the compose file runs, without those of integrations that are switched off. */
export function secretsOf(stack: Stack): readonly Secret[] {
  const { notify, targets } = stack
  const token = targets['pybase-api'].tokenFile
  const all: readonly (Secret & { readonly needed: boolean })[] = [
    {
      name: 'grafana_admin_password',
      service: 'grafana',
      uid: uids.grafana,
      what: "The password of Grafana's user `admin`, read at its first start",
      needed: true,
    },
    {
      name: 'grafana_secret_key',
      service: 'grafana',
      uid: uids.grafana,
      what: 'What Grafana encrypts the credentials in its database with: `openssl rand -hex 32`, once and for all',
      needed: true,
    },
    {
      name: 'postgres_exporter_password',
      service: 'postgresExporter',
      uid: uids.postgresExporter,
      what: `The password of the PostgreSQL role \`${stack.compose.postgres.user}\``,
      needed: true,
    },
    {
      name: token?.slice(secretsMount.length + 1) ?? '',
      service: 'prometheus',
      uid: uids.prometheus,
      what: "The token of the API's metrics, that of its `METRICS_TOKEN_FILE`",
      needed: token?.startsWith(`${secretsMount}/`) ?? false,
    },
    {
      name: 'slack_api_url',
      service: 'alertmanager',
      uid: uids.alertmanager,
      what: "The URL of the Slack app's incoming webhook",
      needed: notify.slack.enabled,
    },
    {
      name: 'pagerduty_routing_key',
      service: 'alertmanager',
      uid: uids.alertmanager,
      what: 'The integration key of the PagerDuty service (Events API v2)',
      needed: notify.pagerduty.enabled,
    },
    {
      name: 'smtp_auth_password',
      service: 'alertmanager',
      uid: uids.alertmanager,
      what: `The password of \`${notify.email.username}\` at \`${notify.email.smarthost}\``,
      needed: notify.email.enabled,
    },
  ]
  return all.filter(({ needed, service }) => needed && composed(stack, service) !== null)
}
