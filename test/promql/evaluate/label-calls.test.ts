import { expect, test } from 'vitest'
import { answer } from './answer.ts'

const data = { 'x{host="db-1:9187",job="postgres"}': '1' }

test.each([
  ['label_replace(x, "name", "$1", "host", "(.*):.*")', 'x{host="db-1:9187",job="postgres",name="db-1"}'],
  // The pattern is anchored: where it does not match, nothing changes.
  ['label_replace(x, "name", "$1", "host", "db")', 'x{host="db-1:9187",job="postgres"}'],
  ['label_replace(x, "host", "", "host", ".*")', 'x{job="postgres"}'],
  [
    `label_replace(x, "name", "\${2}-$1-$3-$$", "host", "(..)-(.):.*")`,
    'x{host="db-1:9187",job="postgres",name="1-db--$"}',
  ],
  ['label_replace(x, "name", "$1x", "host", "(..).*")', 'x{host="db-1:9187",job="postgres"}'],
  ['label_replace(x, "name", "$kind", "host", "(?P<kind>[a-z]+).*")', 'x{host="db-1:9187",job="postgres",name="db"}'],
  ['label_replace(x, "__name__", "y", "", "")', 'y{host="db-1:9187",job="postgres"}'],
  ['label_join(x, "name", "/", "job", "host")', 'x{host="db-1:9187",job="postgres",name="postgres/db-1:9187"}'],
  ['label_join(x, "name", "/", "job", "nothing")', 'x{host="db-1:9187",job="postgres",name="postgres/"}'],
  ['label_join(x, "job", "", "nothing")', 'x{host="db-1:9187"}'],
])('%s', (query, series) => {
  expect(answer(query, data, 0)).toStrictEqual({ [series]: 1 })
})
