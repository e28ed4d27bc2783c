import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { root } from '../support/root.ts'

// The part of GitHub's workflow syntax that we use, as its documentation has it, and nothing else: an unknown key is a
// typing mistake, which GitHub tells only after a push.

const access = z.enum(['read', 'write', 'none'])
const permissions = z.strictObject({
  actions: access.optional(),
  checks: access.optional(),
  contents: access.optional(),
  issues: access.optional(),
  'pull-requests': access.optional(),
})
const id = z.string().regex(/^[A-Za-z_][\w-]*$/)
const env = z.record(z.string().regex(/^[A-Z_]+$/), z.string())
const condition = z.string()
const concurrency = z.strictObject({
  group: z.string(),
  'cancel-in-progress': z.union([z.boolean(), z.string()]).optional(),
})

const runs = z.strictObject({
  name: z.string(),
  if: condition.optional(),
  env: env.optional(),
  run: z.string(),
})
/** The two actions, by the commits of releases. */
const attaches = z.strictObject({
  name: z.string(),
  if: condition.optional(),
  uses: z.literal('actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a'),
  with: z.strictObject({
    path: z.string(),
    archive: z.literal(false),
    'if-no-files-found': z.literal('ignore'),
  }),
})
const keeps = z.strictObject({
  name: z.string(),
  uses: z.literal('actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830'),
  with: z.strictObject({ path: z.string(), key: z.string() }),
})

const job = z.strictObject({
  name: z.string(),
  if: condition.optional(),
  needs: z.array(id).optional(),
  'runs-on': z.enum(['ubuntu-24.04']),
  'timeout-minutes': z.int().positive(),
  permissions: permissions.optional(),
  container: z.strictObject({ image: z.string(), options: z.string().optional() }).optional(),
  strategy: z
    .strictObject({ 'fail-fast': z.boolean().optional(), matrix: z.record(id, z.array(z.string())) })
    .optional(),
  steps: z.array(z.union([runs, attaches, keeps])).min(1),
})

const workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    pull_request: z.null().optional(),
    push: z.strictObject({ branches: z.array(z.string()) }).optional(),
    workflow_run: z
      .strictObject({ workflows: z.array(z.string()), types: z.tuple([z.literal('completed')]) })
      .optional(),
  }),
  permissions,
  concurrency: concurrency.optional(),
  defaults: z.strictObject({ run: z.strictObject({ shell: z.literal('bash') }) }),
  env: env.optional(),
  jobs: z.record(id, job),
})

export type Workflow = z.infer<typeof workflow>

const folder = join(root, '.github/workflows')

export const workflowFiles = readdirSync(folder).sort()

export const textOfWorkflow = (file: string): string => readFileSync(join(folder, file), 'utf8')

/** Reads a workflow; its aliases are resolved. Throws for a key or a value that the syntax does not have. */
export const readWorkflow = (text: string): Workflow => workflow.parse(parse(text))

/** The steps of all jobs that run a script. */
export const stepsOf = ({ jobs }: Workflow): readonly z.infer<typeof runs>[] =>
  Object.values(jobs).flatMap(({ steps }) => steps.filter((step) => 'run' in step))
