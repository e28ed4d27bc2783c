import type { Job } from '../../language/job.ts'
import { gracePeriod } from '../../model/grace-period.ts'
import type { Stack } from '../../stack/schema.ts'
import { runbooksOf } from '../links.ts'
import { dashboardsFolder } from '../provisioning.ts'
import { endpoint } from './endpoint.ts'
import { grafanaSecrets, notificationSecrets, secretsFolder, tokensOf } from './secrets.ts'
import { networks, type Particulars } from './service.ts'
import type { Composed } from './services.ts'
import { uids } from './uids.ts'
import { handedOver, mountedOver } from './volumes.ts'

/** The port over which Alertmanagers tell each other what they have sent. */
const gossipPort = 9094

/** The servers, whether the compose file runs them or not. */
export const serversOf = (stack: Stack, jobs: readonly Job[]): readonly Omit<Composed, 'version'>[] => [
  {
    ...endpoint(stack, 'prometheus'),
    key: 'prometheus',
    called: 'prometheus',
    published: 'prom/prometheus:v{version}',
    particulars: prometheus(stack),
    secrets: tokensOf(stack, jobs),
  },
  {
    ...endpoint(stack, 'alertmanager'),
    key: 'alertmanager',
    called: 'alertmanager',
    published: 'prom/alertmanager:v{version}',
    particulars: alertmanager(stack),
    secrets: notificationSecrets(stack),
  },
  {
    ...endpoint(stack, 'grafana'),
    key: 'grafana',
    called: 'grafana',
    published: 'grafana/grafana:{version}',
    particulars: grafana(stack),
    secrets: grafanaSecrets,
  },
]

/**
 * `--web.route-prefix=/` keeps the inner addresses the same when the outer URL has a path, which a reverse proxy strips.
 * A pending alert with a `for` below the grace period is forgotten at a restart; the default of 10m would forget most.
 */
const prometheus = (stack: Stack): Particulars => ({
  user: `${uids.prometheus}:${uids.prometheus}`,
  command: [
    '--config.file=/etc/prometheus/prometheus.yml',
    `--storage.tsdb.path=${handedOver.prometheus}`,
    `--storage.tsdb.retention.time=${stack.retention}`,
    ...(stack.retentionSize === null ? [] : [`--storage.tsdb.retention.size=${stack.retentionSize}`]),
    `--rules.alert.for-grace-period=${gracePeriod}`,
    `--web.listen-address=:${endpoint(stack, 'prometheus').port}`,
    `--web.external-url=${stack.urls.prometheus}`,
    '--web.route-prefix=/',
  ],
  volumes: ['./:/etc/prometheus:ro', mountedOver('prometheus')],
  networks: [networks.own, networks.exporters, networks.application],
  published: stack.ports.prometheus,
  ...(stack.replica && {
    alsoPublished: [`${stack.replica.own}:${stack.ports.prometheus}:${endpoint(stack, 'prometheus').port}`],
  }),
  // Alive, not ready: replaying the write-ahead log can take minutes, and Grafana need not wait for it.
  health: '/-/healthy',
  memory: '2g',
  cpus: 1,
  processes: 256,
  more: { stop_grace_period: '1m' },
  notes: {
    volumes: [
      'The whole folder: prometheus.yml is replaced by rename, and a single mounted file would stay the old one.',
      `No secret is in it: they are in ${secretsFolder(stack).variable}, outside.`,
    ].join('\n'),
  },
})

const alertmanager = (stack: Stack): Particulars => ({
  user: `${uids.alertmanager}:${uids.alertmanager}`,
  command: [
    '--config.file=/etc/alertmanager/alertmanager.yml',
    `--storage.path=${handedOver.alertmanager}`,
    `--web.listen-address=:${endpoint(stack, 'alertmanager').port}`,
    `--web.external-url=${stack.urls.alertmanager}`,
    '--web.route-prefix=/',
    ...cluster(stack),
  ],
  volumes: ['./alertmanager:/etc/alertmanager:ro', mountedOver('alertmanager')],
  networks: [networks.own],
  published: stack.ports.alertmanager,
  ...(stack.replica && {
    alsoPublished: [
      `${stack.replica.own}:${stack.ports.alertmanager}:${endpoint(stack, 'alertmanager').port}`,
      ...['tcp', 'udp'].map((protocol) => `${stack.replica?.own}:${gossipPort}:${gossipPort}/${protocol}`),
    ],
  }),
  health: '/-/healthy',
  memory: '256m',
  cpus: 0.5,
  processes: 128,
})

/** Alertmanagers of a pair tell each other what they have sent, by the addresses that each has outside its container. */
const cluster = ({ replica }: Stack): readonly string[] =>
  replica === null
    ? // Empty: one instance has no cluster to gossip with.
      ['--cluster.listen-address=']
    : [
        `--cluster.listen-address=0.0.0.0:${gossipPort}`,
        `--cluster.advertise-address=${replica.own}:${gossipPort}`,
        `--cluster.peer=${replica.other}:${gossipPort}`,
      ]

const grafana = (stack: Stack): Particulars => ({
  // Grafana's image gives its folders to the group 0.
  user: `${uids.grafana}:0`,
  environment: {
    GF_SERVER_HTTP_PORT: endpoint(stack, 'grafana').port,
    GF_SERVER_ROOT_URL: stack.urls.grafana,
    GF_SECURITY_ADMIN_PASSWORD__FILE: '/run/secrets/grafana_admin_password',
    GF_SECURITY_SECRET_KEY__FILE: '/run/secrets/grafana_secret_key',
    GF_SECURITY_COOKIE_SECURE: String(stack.urls.grafana.startsWith('https://')),
    GF_SECURITY_DISABLE_GRAVATAR: 'true',
    GF_USERS_ALLOW_SIGN_UP: 'false',
    GF_AUTH_ANONYMOUS_ENABLED: 'false',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_ANALYTICS_FEEDBACK_LINKS_ENABLED: 'false',
    GF_NEWS_NEWS_FEED_ENABLED: 'false',
    GF_SNAPSHOTS_EXTERNAL_ENABLED: 'false',
    GF_PLUGINS_PLUGIN_ADMIN_ENABLED: 'false',
    GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_PLUGINS_PREINSTALL_AUTO_UPDATE: 'false',
    GF_LOG_MODE: 'console',
  },
  volumes: [
    './provisioning:/etc/grafana/provisioning:ro',
    `./grafana-dashboards:${dashboardsFolder(stack)}:ro`,
    ...(runbooksOf(stack) === 'grafana' ? ['./runbooks:/usr/share/grafana/public/runbooks:ro'] : []),
    'grafana-data:/var/lib/grafana',
  ],
  tmpfs: ['/tmp'],
  networks: [networks.own],
  published: stack.ports.grafana,
  health: '/api/health',
  memory: '1g',
  cpus: 1,
  processes: 256,
  notes: {
    'environment.GF_PLUGINS_PREINSTALL_DISABLED': [
      'Grafana 13 ships its data sources as plugins and replaces them at each start with newer ones from grafana.com.',
      'On a read-only file system it stops the old plugin, fails, and has no Prometheus data source any more.',
    ].join('\n'),
  },
})
