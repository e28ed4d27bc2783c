import type { Examination, Finding } from '../../doctor/examination.ts'
import { queryNow } from '../../doctor/prometheus/api.ts'
import { stackOf } from '../settings.ts'

/** PostgreSQL's settings are metrics of postgres_exporter: those of an extension, where it is loaded. */
const setting = 'pg_settings_pg_stat_statements_track_utility'

export const statementSecrets: Examination = {
  id: 'statement-secrets',
  question: 'Are passwords kept out of the statistics of statements?',
  needs: ['targets'],
  async run({ model, servers: { prometheus } }) {
    const found = await queryNow(prometheus, setting)
    const texts = stackOf(model).compose.postgres.statementTexts
    return {
      facts:
        found.length === 0
          ? [`not known: no ${setting}, so the extension is not loaded, or its settings are hidden`]
          : [],
      findings: found
        .filter(({ value }) => value !== 0)
        .map(
          ({ labels }): Finding => ({
            severity: texts ? 'error' : 'warning',
            where: `job postgres › ${labels.server ?? labels.instance}`,
            what: texts
              ? 'pg_stat_statements tracks utility statements, and their texts are labels: the password of an ALTER ROLE is shown to everybody who may read a dashboard.'
              : 'pg_stat_statements tracks utility statements: it shows the password of an ALTER ROLE to every member of pg_monitor.',
            next: 'Run as a superuser: ALTER SYSTEM SET pg_stat_statements.track_utility = off; SELECT pg_reload_conf(); SELECT pg_stat_statements_reset();',
          }),
        ),
    }
  },
}
