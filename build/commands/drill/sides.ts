import { relative } from 'node:path'
import type { TypeSource } from '../../definitions/types/checker.ts'
import { readFiles } from '../../documents/files.ts'
import { UnreadableText } from '../../documents/located.ts'
import type { FileText } from '../../documents/text.ts'
import { isObject } from '../../documents/values.ts'
import { readYaml } from '../../documents/yaml.ts'
import { type Notifying, notifyingOf } from '../../drills/notifying.ts'
import { Refused } from '../../findings/problem.ts'
import { type RuleSet, ruleSetOf } from '../../history/rules.ts'
import { parseDuration } from '../../promql/duration.ts'
import { PromqlError } from '../../promql/error.ts'
import { filesAt, textsAt } from '../diff/git.ts'
import { projectRoot } from '../paths.ts'
import { results } from '../results.ts'
import { untyped } from '../types.ts'

/** A version of some rules, and who is told of them. */
export interface Side {
  readonly shown: string
  readonly rules: RuleSet
  /** `undefined` where nothing says it. */
  readonly notifying: Notifying | undefined
  /** How often groups are evaluated that do not say so, in milliseconds; `undefined`: as the server does. */
  readonly interval: number | undefined
}

const rulePath = /^alerts\/[^/]+\.ya?ml$/
const notifyingPath = 'alertmanager/alertmanager.yml'

/** The definitions as they are now, after those of a revision where one is named. Throws `Refused` (exit 2). */
export async function ownSides(against: string | undefined, types: TypeSource): Promise<readonly Side[]> {
  const before = against === undefined ? [] : [await sideAt(against)]
  const { compile } = await import('../../compile.ts')
  if (types === 'none') console.error(untyped)
  const { artifacts, model } = await compile(projectRoot(), types, results(true)).catch(asUsage)
  const texts = artifacts.map(({ path, text }) => ({ file: path, text }))
  const now = sideOf(texts, 'the definitions')
  return [...before, now].map((side) => ({ ...side, interval: parseDuration(model.stack.evaluationInterval) }))
}

/** What stands in the way of playing is no finding. */
function asUsage(error: unknown): never {
  throw error instanceof Refused ? new Refused(error.problems, 2) : error
}

const sideAt = async (revision: string): Promise<Side> =>
  sideOf(
    await textsAt(projectRoot(), revision, 'out', (path) => rulePath.test(path) || path === notifyingPath),
    revision,
  )

type Text = Pick<FileText, 'file' | 'text'>

function sideOf(texts: readonly Text[], shown: string): Side {
  const rules = texts.filter(({ file }) => rulePath.test(file)).map((each) => ({ ...each, isNamed: true }))
  const config = texts.find(({ file }) => file === notifyingPath)
  return {
    shown,
    rules: ruleSetOf(rules, shown),
    notifying: config && notifyingIn(config),
    interval: undefined,
  }
}

interface Foreign {
  readonly rules: readonly string[]
  readonly alertmanager: string | undefined
  readonly against: string | undefined
}

/** Rule files of anybody's, after what they were at a revision where one is named. Throws `Refused` (exit 2). */
export async function foreignSides({ rules, alertmanager, against }: Foreign): Promise<readonly Side[]> {
  const notifying = alertmanager === undefined ? undefined : notifyingIn(textOf(alertmanager))
  const now = readFiles(rules)
  const [fault] = now.faults
  if (fault !== undefined) throw new Refused({ where: fault.place.file, what: fault.what, next: fault.next }, 2)
  const side = (texts: readonly FileText[], shown: string): Side => ({
    shown,
    rules: ruleSetOf(texts, shown),
    notifying,
    interval: undefined,
  })
  const after = side(now.texts, rules.join(' and '))
  if (against === undefined) return [after]
  const paths = rules.map((path) => relative(process.cwd(), path) || '.')
  const texts = await filesAt(process.cwd(), against, paths)
  if (texts.length > 0)
    return [
      side(
        texts.map((each) => ({ ...each, isNamed: true })),
        `${rules.join(' and ')} at ${against}`,
      ),
      after,
    ]
  throw new Refused(
    {
      where: `${against}:${paths.join(' ')}`,
      what: `There is no such file in ${against}.`,
      next: 'Name a revision that has the rules.',
    },
    2,
  )
}

function textOf(path: string): Text {
  const { texts, faults } = readFiles([path])
  const [text] = texts
  if (text !== undefined) return text
  throw new Refused(
    { where: path, what: faults[0]?.what ?? 'It cannot be read.', next: 'Name an alertmanager.yml.' },
    2,
  )
}

function notifyingIn({ file, text }: Text): Notifying {
  try {
    const config = readYaml(text)[0]?.value
    if (isObject(config) && isObject(config.route)) return notifyingOf(config)
  } catch (error) {
    if (!(error instanceof UnreadableText) && !(error instanceof PromqlError)) throw error
    throw new Refused({ where: file, what: error.message, next: 'Correct it; `amtool check-config` tells more.' }, 2)
  }
  throw new Refused(
    { where: file, what: 'This is no alertmanager.yml: it has no route.', next: 'Name another file.' },
    2,
  )
}
