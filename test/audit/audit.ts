import * as z from 'zod'
import { capture } from '../../build/commands/child.ts'

const severities = ['info', 'low', 'moderate', 'high', 'critical'] as const
type Severity = (typeof severities)[number]

const via = z.union([z.string(), z.object({ title: z.string(), url: z.string() })])
const report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ name: z.string(), severity: z.enum(severities), range: z.string(), via: z.array(via) }),
  ),
})
const refusal = z.object({ message: z.string() })

/** What is known of the packages of a lock file, or why the registry does not say. */
export type Audit =
  | { readonly is: 'answered'; readonly grave: readonly string[]; readonly other: readonly string[] }
  | { readonly is: 'unanswered'; readonly because: string }

/** Asks the registry, that of npm or of these flags, for the known vulnerabilities of what the lock file of a folder pins. */
export async function audit(folder: string, flags: readonly string[] = []): Promise<Audit> {
  const words = ['audit', '--json', '--package-lock-only', ...flags]
  const { text, complaint } = await capture('npm', words, { cwd: folder, timeoutMs: 120_000 })
  const answer = parsed(text)
  const known = report.safeParse(answer)
  if (known.success) {
    const told = Object.values(known.data.vulnerabilities).map(({ name, severity, range, via }) => {
      const titles = via.map((each) => (typeof each === 'string' ? `by way of ${each}` : `${each.title}, ${each.url}`))
      return { severity, line: `${severity}  ${name} ${range}: ${titles.join('; ')}` }
    })
    const isGrave = (severity: Severity) => severities.indexOf(severity) >= severities.indexOf('high')
    return {
      is: 'answered',
      grave: told.filter(({ severity }) => isGrave(severity)).map(({ line }) => line),
      other: told.filter(({ severity }) => !isGrave(severity)).map(({ line }) => line),
    }
  }
  const refused = refusal.safeParse(answer)
  return { is: 'unanswered', because: refused.success ? refused.data.message : (complaint.trim().split('\n')[0] ?? '') }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
