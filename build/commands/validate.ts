import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { describeWarning, type Problem, Refused } from '../findings/problem.ts'
import { loadStack } from '../model/load.ts'
import { releasesOf } from '../stack/releases.ts'
import type { Stack } from '../stack/schema.ts'
import { type Checker, findChecker, serverOf, type Wanted } from './checker.ts'
import { ourselves, startNode } from './child.ts'
import { environmentsAsked } from './environments/make.ts'
import { type Place, projectRoot } from './paths.ts'
import { countRules, rulesSeen, testFiles } from './rules.ts'
import { otherRelease } from './tool-version.ts'

const alertmanagerConfig = 'alertmanager/alertmanager.yml'

/** What the command line asks for. */
export interface Options {
  /** Take the tools from the images of the stack's releases, whatever is installed. */
  readonly isContained: boolean
}

/** Has promtool and amtool check an output folder and those of its environments, and compares how many rules they saw with ours. Throws `Refused`. */
export async function validate(place: Place, options: Options): Promise<number> {
  const code = await validateOne(place, options)
  for (const { name, file } of environmentsAsked()) {
    console.log(`environment ${name}`)
    const words = ['--root', projectRoot(), '--stack', join(projectRoot(), file), '--out', join(place.folder, name)]
    // Releases are settings, which a process reads once.
    const { ended } = startNode(ourselves('validate', ...words, ...(options.isContained ? ['--container'] : [])))
    if ((await ended) !== 0) return 1
  }
  return code
}

async function validateOne(place: Place, { isContained }: Options): Promise<number> {
  refuseIncomplete(place)
  const stack = await loadStack(projectRoot())
  const find = (name: Wanted['name']) => findTold(stack, name, place, isContained)
  const files = countRules(place.folder, place.shown)
  const expected = [...files.values()].reduce((sum, count) => sum + count, 0)
  if (expected === 0) throw new Refused(noRules(place))
  const promtool = await find('promtool')
  // Without a fatal lint promtool names duplicate rules and still exits 0.
  const lint = ['--lint=all', '--lint-fatal']
  const config = await pass(promtool, ['check', 'config', ...lint, 'prometheus.yml'], place)
  const rules = await pass(promtool, ['check', 'rules', ...lint, ...files.keys()], place)
  compareCounts('prometheus.yml', rulesSeen(config), expected, place)
  compareCounts('alerts/*.yml', rulesSeen(rules), expected, place)
  console.log(`promtool  ${expected} rules in ${files.size} files, prometheus.yml (${named(promtool)})`)
  const tests = testFiles(place.folder)
  if (tests.length === 0) throw new Refused(noTests(place))
  await sideBySide(dealt(tests, availableParallelism()), (some) => pass(promtool, ['test', 'rules', ...some], place))
  console.log(`promtool  rule tests in ${tests.length} ${tests.length === 1 ? 'file' : 'files'}`)

  const amtool = await find('amtool')
  await pass(amtool, ['check-config', alertmanagerConfig], place)
  console.log(`amtool    ${alertmanagerConfig} (${named(amtool)})`)
  return 0
}

/** At most `count` hands, none of them empty. */
const dealt = <T>(all: readonly T[], count: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.min(count, all.length) }, (_, hand) => all.filter((_, at) => at % count === hand))

/** Waits for all, since none may be left running. Throws `Refused` with the problems of each that is refused. */
async function sideBySide<T>(all: readonly T[], run: (each: T) => Promise<unknown>): Promise<void> {
  const ended = await Promise.allSettled(all.map(run))
  const reasons = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []))
  const unforeseen = reasons.find((reason) => !(reason instanceof Refused))
  if (unforeseen !== undefined) throw unforeseen
  const problems = reasons.flatMap((reason) => (reason instanceof Refused ? reason.problems : []))
  if (problems.length > 0) throw new Refused(problems)
}

/** Finds a tool, and warns when it is of another release than the stack is for. */
async function findTold(stack: Stack, name: Wanted['name'], place: Place, isContained: boolean): Promise<Checker> {
  const server = serverOf[name]
  const image = {
    name: `prom/${server}:v${releasesOf(stack)[server]}`,
    setting: `releases.${stack.versions}.${server} in stack.ts`,
  }
  const checker = await findChecker({ name, image }, place.folder, isContained)
  const warning = otherRelease(stack, name, checker)
  if (warning !== undefined) console.error(describeWarning(warning))
  return checker
}

/** `/usr/bin/promtool, 3.14.0` */
const named = ({ shown, version }: Checker): string => `${shown}, ${version ?? 'which tells no version'}`

function refuseIncomplete({ folder, shown }: Place): void {
  const missing = ['prometheus.yml', alertmanagerConfig].filter((path) => !existsSync(join(folder, path)))
  if (missing.length === 0) return
  throw new Refused({
    where: shown,
    what: `The folder should hold a built stack, but has no ${missing.join(' and no ')}.`,
    next: 'Build it first (npm run build), or name its folder with --out DIR.',
  })
}

/** Runs a check and answers what it printed. */
async function pass(checker: Checker, words: readonly string[], { shown }: Place): Promise<string> {
  const { code, text } = await checker.run(words)
  if (code === 0) return text
  throw new Refused({
    where: shown,
    what: `\`${checker.shown} ${words.join(' ')}\` failed with exit code ${code}:\n${text.trim().replace(/^/gm, '    ')}`,
    next: 'Correct the definition that this file is generated from; if the file was edited, build again.',
  })
}

const noRules = ({ shown }: Place): Problem => ({
  where: `${shown} › alerts/*.yml`,
  what: 'The rule files should hold alerts, but there is not one rule in them.',
  next: 'Build again: npm run build.',
})

const noTests = ({ shown }: Place): Problem => ({
  where: `${shown} › tests/*.test.yml`,
  what: 'Every rule file should have rule tests beside it, but there is not one.',
  next: 'Build again: npm run build.',
})

function compareCounts(what: string, seen: number, expected: number, { shown }: Place): void {
  if (seen === expected) return
  throw new Refused({
    where: `${shown} › ${what}`,
    what: `promtool found ${seen} rules through ${what}, but the rule files hold ${expected}.`,
    next: 'Correct `rule_files` in prometheus.yml: a path that matches nothing is no error for Prometheus.',
  })
}
