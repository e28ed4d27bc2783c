import { expect, onTestFinished, test } from 'vitest'
import { Live } from '../../build/commands/preview/live.ts'
import type { DataSource } from '../../build/data/source.ts'
import { Board } from '../../build/preview/server/board.ts'
import { overridesVariable } from '../../build/stack/overrides.ts'
import { put, temporaryFolder } from '../output/folder.ts'
import { root } from '../support/root.ts'

/** Our definitions under settings that a test may change, and data that says when it is opened and closed. */
function live(kind: 'embedded' | 'prometheus') {
  const folder = temporaryFolder()
  const set = (settings: string): void => put(folder, 'stack.yml', settings)
  const before = process.env[overridesVariable]
  process.env[overridesVariable] = `${folder}/stack.yml`
  onTestFinished(() => {
    if (before === undefined) delete process.env[overridesVariable]
    else process.env[overridesVariable] = before
  })
  const said: string[] = []
  let failure: string | undefined
  const open = async (): Promise<DataSource> => {
    if (failure !== undefined) throw new Error(failure)
    const says = `data ${said.filter((each) => each.startsWith('opened')).length + 1}`
    said.push(`opened ${says}`)
    const close = async (): Promise<void> => void said.push(`closed ${says}`)
    return { says, answer: async () => ({ status: 200, body: '{}' }), close }
  }
  const board = new Board(kind, 'Not yet')
  const { signal } = new AbortController()
  const fail = (why: string | undefined): void => {
    failure = why
  }
  return { board, said, set, fail, live: new Live({ root, paths: [], board, kind, open, signal, types: undefined }) }
}

async function built(fixture: ReturnType<typeof live>): Promise<void> {
  expect(await fixture.live.build()).toEqual([])
  await fixture.live.settled()
}

test('embedded data is made anew for other definitions, and only then', async () => {
  const fixture = live('embedded')
  const { board, said, set } = fixture
  set('retention: 20d\n')
  await built(fixture)
  const { version } = board.state
  await built(fixture)
  expect(said).toEqual(['opened data 1'])
  set('evaluationInterval: 30s\n')
  await built(fixture)
  expect(said).toEqual(['opened data 1', 'opened data 2', 'closed data 1'])
  expect(board.state.data.says).toBe('data 2')
  expect(board.state.version).toBeGreaterThan(version)
  await fixture.live.close()
  expect(said.at(-1)).toBe('closed data 2')
})

test('a running Prometheus stays, whatever is defined', async () => {
  const fixture = live('prometheus')
  fixture.set('retention: 20d\n')
  await built(fixture)
  fixture.set('evaluationInterval: 30s\n')
  await built(fixture)
  expect(fixture.said).toEqual(['opened data 1'])
})

test('data that cannot be made is told, and tried again at the next build', async () => {
  const fixture = live('embedded')
  fixture.set('retention: 20d\n')
  fixture.fail('the disk is full')
  expect(await fixture.live.build()).toEqual([])
  await expect(fixture.live.settled()).rejects.toThrow('the disk is full')
  expect(fixture.board.state.data.says).toBe('There is no data: the disk is full')
  expect(fixture.board.state.dashboards.length).toBeGreaterThan(0)
  fixture.fail(undefined)
  await built(fixture)
  expect(fixture.board.state.data.says).toBe('data 1')
})

test('settings that are refused are told, and the data stays', async () => {
  const fixture = live('embedded')
  fixture.set('retention: 20d\n')
  await built(fixture)
  fixture.set('evaluationInterval: sometimes\n')
  expect((await fixture.live.build())[0]).toContain('sometimes')
  expect(fixture.board.state).toMatchObject({ data: { says: 'data 1' }, dashboards: { length: 5 } })
  expect(fixture.said).toEqual(['opened data 1'])
})
