import { execFileSync } from 'node:child_process'
import { temporaryFolder } from '../output/folder.ts'

/** Runs git in a repository, without anybody's configuration; answers what it prints. */
export function git(repository: string, ...words: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...person, ...words], { cwd: repository, env, encoding: 'utf8', stdio: 'pipe' })
}

/** Commits everything; answers the commit's id. */
export function commit(repository: string): string {
  git(repository, 'add', '--all', '--force', '.', ':!node_modules')
  git(repository, 'commit', '--quiet', '--allow-empty', '--message', 'test')
  return git(repository, 'rev-parse', 'HEAD').trim()
}

export function init(repository = temporaryFolder()): string {
  git(repository, 'init', '--quiet')
  return repository
}

/** A clone that knows the last commit only. */
export function shallowCloneOf(repository: string): string {
  const clone = temporaryFolder()
  git(clone, 'clone', '--quiet', '--depth', '1', `file://${repository}`, '.')
  return clone
}
