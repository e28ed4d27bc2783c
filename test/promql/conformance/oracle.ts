import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Which of these expressions promtool refuses, each with what it says. All are judged by one run, as rules of one file. */
export async function refusedBy(promtool: string, texts: readonly string[]): Promise<ReadonlyMap<number, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'rules-'))
  try {
    const rules = texts.map((text, at) => `  - record: case_${at}\n    expr: ${JSON.stringify(text)}\n`)
    await writeFile(join(folder, 'rules.yml'), `groups:\n- name: cases\n  rules:\n${rules.join('')}`)
    const said = await output(promtool, ['check', 'rules', join(folder, 'rules.yml')])
    const errors = said.matchAll(/rule \d+, "case_(\d+)":? (.*)/g)
    const refused = new Map([...errors].map(([, at, error]) => [Number(at), error ?? '']))
    if (refused.size === 0 && !said.includes('SUCCESS'))
      throw new Error(`promtool judged nothing:\n${said.slice(0, 2000)}`)
    return refused
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const output = (command: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(command, args, { maxBuffer: 64 * 2 ** 20 }, (_, stdout, stderr) => resolve(stdout + stderr))
  })
