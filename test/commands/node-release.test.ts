import { expect, test } from 'vitest'
import { capture } from '../../build/commands/child.ts'
import { main } from '../../build/commands/paths.ts'
import { textOf } from '../output/folder.ts'
import { root } from '../support/root.ts'

/** Runs the command line in a Node that says it is of this release. */
const runAs = (release: string, ...words: readonly string[]) => {
  const lie = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${release}' } })`
  return capture(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(lie)}`, main, ...words])
}

test('a Node that is too old is named, with the one that package.json asks for', async () => {
  const { engines } = JSON.parse(textOf(root, 'package.json'))
  const oldest = engines.node.replace('>=', '')
  const [major, minor] = oldest.split('.').map(Number)
  for (const release of [`${major}.${minor - 1}.99`, `${major}.9.0`, `${major - 2}.99.0`])
    expect(await runAs(release, 'check', '--help')).toMatchObject({
      code: 1,
      text: `error  Node.js\n  Node ${oldest} or later is needed, and this is ${release}.\n  Install one.\n`,
    })
  expect(await runAs(`${oldest}.0`, 'check', '--help')).toMatchObject({ code: 0 })
  expect(textOf(root, 'README.md')).toContain(`Node ${oldest} or later`)
})
