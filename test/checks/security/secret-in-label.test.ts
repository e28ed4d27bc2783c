import { expect, test } from 'vitest'
import { secretInLabel } from '../../../build/checks/security/secret-in-label.ts'
import { composed } from '../stack.ts'
import { told } from '../subject.ts'

test('the texts of statements', () => {
  const of = composed({
    db: {
      image: 'prometheuscommunity/postgres-exporter:v0.19.1',
      command: ['--collector.stat_statements.include_query'],
    },
  })
  expect(told(secretInLabel, of)).toMatchInlineSnapshot(`
    "warning  secret-in-label   docker-compose.yml › db
      --collector.stat_statements.include_query makes labels of the texts of statements: the password of an ALTER ROLE is among them unless PostgreSQL has pg_stat_statements.track_utility = off, and so are comments.
      Remove it, and look a text up by its queryid in pg_stat_statements. To keep it, switch track_utility off first."
  `)
})

test.each([
  ['with one dash, and as one text', '-env_metadata_whitelist=DB_PASSWORD,HOME'],
  ['among others', '--port=8080 --collector.stat_statements.include_query=true'],
])('%s', (_, command) => {
  expect(told(secretInLabel, composed({ exporter: { image: 'any:1', command } }))).toContain('secret-in-label')
})

test.each([
  ['switched off', '--collector.stat_statements.include_query=false'],
  ['an empty list', '--env_metadata_whitelist='],
  ['statistics without texts', '--collector.stat_statements'],
])('%s', (_, command) => {
  expect(told(secretInLabel, composed({ exporter: { image: 'any:1', command } }))).toBe('')
})
