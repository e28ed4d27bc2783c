import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '../../findings/problem.ts'

/**
 * The text as `npm run format` would leave it: laid out, imports merged and sorted. Where a project has no settings of Biome,
 * how text is laid out is somebody else's affair, and it stays as it is. Throws `Refused` where the
 * formatter is not installed, or cannot read the text.
 */
export function formatted(root: string, file: string, text: string): string {
  if (!existsSync(join(root, 'biome.json'))) return text
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  if (!existsSync(biome)) {
    throw new Refused({
      where: 'node_modules',
      what: 'What is written is laid out by Biome, which is not installed.',
      next: 'Install the development packages: npm ci',
    })
  }
  // The version control settings ask for a repository, which an exported checkout is not.
  const words = ['check', '--write', '--vcs-enabled=false', `--config-path=${root}`, `--stdin-file-path=${file}`]
  const { status, stdout, stderr } = spawnSync(process.execPath, [biome, ...words], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  })
  if (status === 0) return stdout
  throw new Refused({
    where: file,
    what: `With the new definition the file would not be well-formed: ${stderr.trim().split('\n')[0] ?? ''}`,
    next: 'Nothing was written. Bring the file in order with npm run lint, and run this again.',
  })
}
