import { expect, test } from 'vitest'
import { unknownFlags, unknownVariables } from './known.ts'

const help = `
  -h, --[no-]help  Show help
      --web.listen-address=:9187 ...  Addresses
      --[no-]collector.stat_statements
  -check-single-keys string
      Comma separated list; see also --without.documentation
`

test('a flag is known as kingpin and as Go write it', () => {
  const words = ['--web.listen-address=:1', '--collector.stat_statements', '--check-single-keys=a']
  expect(unknownFlags(help, words)).toEqual([])
})

test('the beginning of a flag, and another character for a dot, are no flag', () => {
  expect(unknownFlags(help, ['--web.listen=:1', '--collector.stat', '--web-listen-address=:1'])).toEqual([
    'its --help does not know the flag --web.listen.',
    'its --help does not know the flag --collector.stat.',
    'its --help does not know the flag --web-listen-address.',
  ])
})

test('a variable is known if the program has its name', () => {
  expect(unknownVariables(Buffer.from('\0DATA_SOURCE_URI\0'), ['DATA_SOURCE_URI', 'REDIS_ADDR'])).toEqual([
    'the program does not contain the name of the environment variable REDIS_ADDR.',
  ])
})
