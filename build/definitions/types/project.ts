import { join } from 'node:path'
import { packageName, packages, typesOf } from '../../place.js'
import { definitions } from '../files.js'

/** What the definitions are checked as, whatever somebody's tsconfig.json says. Unused names are the linter's affair. */
export const compilerOptions = {
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

/** The text of a tsconfig.json, anywhere, of the definitions below `root`. */
export const projectText = (root: string): string =>
  `${JSON.stringify(
    {
      compilerOptions: {
        ...compilerOptions,
        typeRoots: [join(packages, '@types')],
        // Who compiles the definitions has the words for them, wherever they are.
        paths: { [packageName]: [typesOf('index')], [`${packageName}/*`]: [typesOf('*')] },
      },
      include: definitions.map((name) => join(root, name)),
      exclude: [],
    },
    undefined,
    2,
  )}\n`
