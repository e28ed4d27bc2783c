import { expect, test } from 'vitest'
import { statementSecrets } from '../../build/pybase/doctor/statement-secrets.ts'
import { stackOf } from '../../build/pybase/settings.ts'
import { examined, model, one } from '../doctor/pretend.ts'

const metric = { job: 'postgres', instance: 'postgres_exporter:9187', server: 'postgres:5432' }
const answering = (answer: unknown) => ({
  query: (parameters: URLSearchParams) =>
    parameters.get('query') === 'pg_settings_pg_stat_statements_track_utility' ? answer : undefined,
})
const none = { resultType: 'vector', result: [] }
const { compose } = stackOf(model)
const withTexts = {
  ...model,
  stack: {
    ...model.stack,
    compose: { ...compose, postgres: { ...compose.postgres, statementTexts: true } },
  },
}

test('utility statements in the statistics are told, and graver where texts are labels', async () => {
  expect(await examined(statementSecrets, answering(one('1', metric)))).toMatchObject({
    facts: [],
    findings: [
      {
        severity: 'warning',
        where: 'job postgres › postgres:5432',
        next: expect.stringMatching(/track_utility = off/),
      },
    ],
  })
  const { findings } = await examined(statementSecrets, answering(one('1', metric)), { model: withTexts })
  expect(findings).toMatchObject([{ severity: 'error', what: expect.stringMatching(/shown to everybody/) }])
})

test('where they are left out nothing is said, and where that is not known it is said', async () => {
  expect(await examined(statementSecrets, answering(one('0', metric)))).toEqual({ facts: [], findings: [] })
  expect(await examined(statementSecrets, answering(none))).toMatchObject({
    facts: [expect.stringMatching(/^not known: /)],
    findings: [],
  })
})
