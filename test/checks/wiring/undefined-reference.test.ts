import { expect, test } from 'vitest'
import { undefinedReference } from '../../../build/checks/wiring/undefined-reference.ts'
import { composed } from '../stack.ts'
import { told } from '../subject.ts'

test('a network that is not defined', () => {
  const of = composed(
    { app: { image: 'app:1', networks: ['moniotring'] } },
    { config: { networks: { monitoring: {} } } },
  )
  expect(told(undefinedReference, of)).toMatchInlineSnapshot(`
    "error  undefined-reference   docker-compose.yml › app
      app names the network moniotring, which the compose file does not define; the nearest is monitoring.
      Correct the name, or define the network."
  `)
})

test.each([
  ['a volume', { volumes: ['data:/data'] }, 'the volume data'],
  ['a service', { depends_on: ['database'] }, 'the service database'],
  [
    'a service in the long form',
    { depends_on: { database: { condition: 'service_healthy' } } },
    'the service database',
  ],
])('%s that is not defined', (_, service, what) => {
  expect(told(undefinedReference, composed({ app: { image: 'app:1', ...service } }))).toContain(what)
})

test('what overrides another file names what that one defines', () => {
  const { compose, ...rest } = composed({ app: { image: 'app:1', networks: ['theirs'] } })
  const file = 'compose.override.yml'
  expect(told(undefinedReference, { ...rest, compose: compose && { ...compose, place: { file, path: [] } } })).toBe('')
})

test.each([
  ['what is defined', { networks: { inside: { aliases: ['x'] } }, volumes: ['data:/data'], depends_on: ['app'] }],
  ['folders', { volumes: ['./data:/data', '~/data:/home', '/srv:/srv'] }],
  ['a volume without a name', { volumes: ['/data'] }],
  ['the networks that Docker has', { network_mode: 'host' }],
  ['a volume of a variable', { volumes: [`\${DATA:-./data}:/data`] }],
])('%s is fine', (_, service) => {
  const config = { networks: { inside: {} }, volumes: { data: {} } }
  expect(told(undefinedReference, composed({ app: { image: 'app:1', ...service } }, { config }))).toBe('')
})
