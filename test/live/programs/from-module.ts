import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { capture } from '../../../build/commands/child.ts'
import type { Recipe } from './recipes.ts'

const downloaded = z.object({ Dir: z.string() })
const refused = z.object({ Error: z.string() })

/**
 * Builds a program of a release from its Go module into the file `to`. The sources and what Go keeps while it builds, some
 * gigabytes, go below `scratch`, unless the environment has folders for them (`GOMODCACHE`, `GOCACHE`). Answers why that
 * fails, if it does.
 */
export async function buildFromModule(
  go: string,
  recipe: Recipe,
  version: string,
  scratch: string,
  to: string,
): Promise<string | undefined> {
  const { module, tag, buildTags, stub } = recipe
  const named = `${module}@${tag(version)}`
  const env = {
    ...process.env,
    GOMODCACHE: process.env.GOMODCACHE ?? join(scratch, 'modules'),
    GOCACHE: process.env.GOCACHE ?? join(scratch, 'objects'),
    // What is downloaded can be removed again.
    GOFLAGS: '-mod=mod -modcacherw -buildvcs=false',
    GOWORK: 'off',
    // A static program runs in any container too.
    CGO_ENABLED: '0',
  }
  const got = await capture(go, ['mod', 'download', '-json', named], { cwd: scratch, env, timeoutMs: 600_000 })
  const answer = jsonIn(got.text)
  const there = downloaded.safeParse(answer)
  if (!there.success) {
    const why = refused.safeParse(answer)
    return `the Go module ${named} is refused: ${oneLine(why.success ? why.data.Error : got.complaint)}`
  }

  const sources = join(scratch, 'sources', `${recipe.of}-${version}`)
  cpSync(there.data.Dir, sources, { recursive: true, force: true })
  if (stub !== undefined) {
    const [path, text] = stub
    mkdirSync(dirname(join(sources, path)), { recursive: true })
    writeFileSync(join(sources, path), text)
  }
  const linker = `-s -w -X ${recipe.version(version)}`
  const words = ['build', '-trimpath', '-tags', buildTags, '-ldflags', linker, '-o', to, recipe.package]
  const built = await capture(go, words, { cwd: sources, env, timeoutMs: 3_600_000 })
  return built.code === 0 ? undefined : `${named} does not build: ${oneLine(built.complaint)}`
}

/** What Go prints as JSON; it tells of downloads before, on the same lines. */
function jsonIn(text: string): unknown {
  const found = /^\{[\s\S]*?^\}/m.exec(text)?.[0]
  try {
    return JSON.parse(found ?? '')
  } catch {
    return undefined
  }
}

const oneLine = (text: string): string => text.trim().split('\n').at(-1)?.trim().slice(0, 300) ?? ''
