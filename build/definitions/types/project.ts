import { join } from 'node:path'
import { home } from '../../project.js'

/** What the definitions are checked as, whatever somebody's tsconfig.json says. Unused names are the linter's affair. */
const compilerOptions = {
  target: 'es2023',
  lib: ['es2023'],
  module: 'nodenext',
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  // The compiler that definitions import has a launcher of plain JavaScript.
  allowJs: true,
  skipLibCheck: true,
  noEmit: true,
} as const

const definitions = ['stack.ts', 'queries', 'dashboards', 'alerts'] as const

/** The text of a tsconfig.json, anywhere, of the definitions below `root`. */
export const projectText = (root: string): string =>
  `${JSON.stringify(
    {
      compilerOptions: { ...compilerOptions, typeRoots: [join(home, 'node_modules', '@types')] },
      include: definitions.map((name) => join(root, name)),
      exclude: [],
    },
    undefined,
    2,
  )}\n`
