import { Failed, type Options, type Phase } from './phase.ts'
import { ServerError } from './stack/server.ts'
import type { Stack } from './stack/stack.ts'

/** Runs the phases one after the other and prints what each says; answers that, and how many failed. */
export async function report(phases: readonly Phase[], stack: Stack, options: Options) {
  let failures = 0
  const said = new Map<Phase, readonly string[]>()
  const told = new Set<string>()
  for (const phase of phases) {
    const began = performance.now()
    const { failed, lines } = await outcome(phase, stack, options)
    said.set(phase, lines)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(
      [`\n${failed ? '✗' : '✓'} ${phase.name} (${seconds} s)`, ...lines.map((line) => `  ${line}`)].join('\n'),
    )
    if (failed) {
      failures += 1
      for (const line of logsOfTheDead(stack, told)) console.log(line)
    }
  }
  return { failures, said }
}

async function outcome(
  phase: Phase,
  stack: Stack,
  options: Options,
): Promise<{ readonly failed: boolean; readonly lines: readonly string[] }> {
  try {
    return { failed: false, lines: await phase.run(stack, options) }
  } catch (error) {
    if (error instanceof Failed) return { failed: true, lines: error.findings }
    if (error instanceof ServerError) return { failed: true, lines: [error.message] }
    return { failed: true, lines: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
  }
}

/** A process that has ended is most likely at fault: its log tells why, once. */
function logsOfTheDead({ servers }: Stack, told: Set<string>): readonly string[] {
  const dead = Object.values(servers).filter(({ name, running }) => !running && !told.has(name))
  for (const { name } of dead) told.add(name)
  return dead.map((server) => `  ${server.name} has ended. The end of its log:\n${server.log()}`)
}
