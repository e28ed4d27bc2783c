import { own } from '../../own.ts'
import type { Check } from '../check.ts'
import { servicesOf } from '../support/compose-services.ts'

export const secretInLabel: Check = {
  id: 'secret-in-label',
  severity: 'warning',
  covers: ['S02'],
  about:
    'No exporter is told to make labels of texts that hold secrets: the texts of SQL statements (an ALTER ROLE with its password, comments with addresses), the environment of containers. Everybody who may read a dashboard reads them, and Prometheus keeps them as long as its samples. Only the flags of the compose file are seen, not what an exporter does by default.',
  run: (subject) => {
    const { compose } = subject
    if (compose === undefined) return []
    return servicesOf(subject).flatMap(({ name, command }) =>
      command.flatMap((argument) => {
        const [, flag = '', value] = /^--?([\w.-]+)(?:=(.*))?$/s.exec(argument) ?? []
        const said = value === 'false' || value === '' ? undefined : own(exposing, flag)
        if (said === undefined) return []
        return [
          {
            place: { file: compose.place.file, path: [...compose.place.path, name] },
            what: `--${flag} makes labels of ${said.texts}.`,
            next: said.next,
          },
        ]
      }),
    )
  },
}

const exposing: Readonly<Record<string, { readonly texts: string; readonly next: string }>> = {
  'collector.stat_statements.include_query': {
    texts:
      'the texts of statements: the password of an ALTER ROLE is among them unless PostgreSQL has pg_stat_statements.track_utility = off, and so are comments',
    next: 'Remove it, and look a text up by its queryid in pg_stat_statements. To keep it, switch track_utility off first.',
  },
  env_metadata_whitelist: {
    texts: 'the environment of containers, where passwords and keys stand',
    next: 'Remove it, or list only variables that hold no secret.',
  },
}
