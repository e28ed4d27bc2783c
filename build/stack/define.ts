import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type * as z from 'zod'
import { type Problem, Refused } from '../findings/problem.ts'
import { environmentOf } from './environments.ts'
import { overridesVariable } from './overrides.ts'
import { type ReleaseSet, type Stack, type StackInput, stackSchema } from './schema.ts'

/**
 * The settings of an installation, validated, with the overrides of `--stack FILE` laid over them.
 * A project with settings of its own gives its schema, which extends that of every stack. Throws `Refused` with one problem
 * per invalid setting.
 */
export function defineStack(settings: StackInput): Stack
export function defineStack<T extends z.ZodType<Stack>>(settings: z.input<T>, schema: T): z.output<T>
export function defineStack(settings: unknown, schema: z.ZodType<Stack> = stackSchema): Stack {
  const file = process.env[overridesVariable]
  const merged = file === undefined ? settings : named(overlay(settings, readOverrides(file)), file)
  const where = file === undefined ? 'stack.ts' : `stack.ts with ${file}`
  const parsed = schema.safeParse(merged)
  if (parsed.success) return withItsDashboards(withItsReleases(parsed.data, where), where)
  throw new Refused([
    ...parsed.error.issues.map((issue) => {
      const setting = issue.path.length === 0 ? where : `${where} › ${issue.path.join('.')}`
      if (issue.code === 'unrecognized_keys') {
        const what = `There is no setting ${issue.keys.join(', ')}.`
        return { where: setting, what, next: 'Correct the name; build/stack/schema.ts describes every setting.' }
      }
      return {
        where: setting,
        what: `${issue.message}; found ${show(at(merged, issue.path))}.`,
        next: 'Correct the value; build/stack/schema.ts describes every setting.',
      }
    }),
  ])
}

/** The settings of an environment, which is called as its file is. */
function named(settings: unknown, file: string): unknown {
  const environment = environmentOf(file)
  return environment === undefined || !isMapping(settings) ? settings : { ...settings, environment }
}

/** Throws `Refused` for dashboards that are told apart by an environment that nobody names. */
function withItsDashboards(stack: Stack, where: string): Stack {
  if (stack.dashboards === 'alike' || stack.environment !== null) return stack
  throw new Refused({
    where: `${where} › dashboards`,
    what: `Dashboards that are ${stack.dashboards} belong to an environment, and these settings have none.`,
    next: "Say which one it is, `environment: 'production'`, or leave `dashboards` out.",
  })
}

/** Throws `Refused` where `versions` names no release set, or a set has a hole. */
function withItsReleases(stack: Stack, where: string): Stack {
  const holes = holesIn(stack, where)
  if (holes.length > 0) throw new Refused(holes)
  if (Object.hasOwn(stack.releases, stack.versions)) return stack
  throw new Refused({
    where: `${where} › versions`,
    what: `There is no release set ${stack.versions}; there is ${Object.keys(stack.releases).join(', ')}.`,
    next: 'Correct the name, or add the set to `releases`.',
  })
}

/** One problem for each release set that does not say the version of what another has. */
function holesIn({ releases }: Stack, where: string): readonly Problem[] {
  const all = new Set(Object.values(releases).flatMap(versionedIn))
  return Object.entries(releases).flatMap(([set, of]) => {
    const missing = [...all].filter((key) => !versionedIn(of).includes(key))
    if (missing.length === 0) return []
    return [
      {
        where: `${where} › releases.${set}`,
        what: `The release set ${set} does not say the version of ${missing.join(', ')}.`,
        next: 'Give each one; what is not run is null.',
      },
    ]
  })
}

const versionedIn = ({ images: _, tooNew: __, ...versions }: ReleaseSet): readonly string[] => Object.keys(versions)

function readOverrides(file: string): unknown {
  const where = `--stack ${file}`
  const next = 'Give a YAML or JSON file that holds a mapping of settings, such as `retention: 30d`.'
  let overrides: unknown
  try {
    overrides = parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Refused({ where, what: `The file cannot be read: ${firstLine(error)}`, next })
  }
  if (!isMapping(overrides))
    throw new Refused({ where, what: `The file holds ${show(overrides)}, not a mapping.`, next })
  return overrides
}

const firstLine = (error: unknown): string => (error as Error).message.trim().split('\n')[0] ?? ''

type Mapping = Readonly<Record<string, unknown>>

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Mappings are merged key by key; everything else is replaced. */
function overlay(base: unknown, over: unknown): unknown {
  if (!isMapping(base) || !isMapping(over)) return over
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) merged[key] = key in base ? overlay(base[key], value) : value
  return merged
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)]
    return isMapping(inner) ? inner[String(key)] : undefined
  }, value)

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))
