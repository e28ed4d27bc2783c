import type { Service } from '../language/service.ts'

/** Where PostgreSQL is, and as whom the exporter asks it. */
export interface Postgres {
  readonly address: string
  readonly database: string
  readonly user: string
  readonly sslmode: string
}

/** postgres_exporter of the Prometheus community, with the password of its role as a secret. */
export const postgresExporter = ({ address, database, user, sslmode }: Postgres): Service => ({
  image: 'quay.io/prometheuscommunity/postgres-exporter:v{version}',
  called: 'postgres-exporter',
  uid: 59_001,
  command: ['--web.listen-address=:{port}'],
  environment: {
    DATA_SOURCE_URI: `${address}/${database}?sslmode=${sslmode}`,
    DATA_SOURCE_USER: user,
    DATA_SOURCE_PASS_FILE: '/run/secrets/postgres_exporter_password',
  },
  secrets: { postgres_exporter_password: `The password of the PostgreSQL role \`${user}\`` },
  reaches: 'application',
  health: '/',
  memory: '128m',
  cpus: 0.5,
  processes: 64,
})
