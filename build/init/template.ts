import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Product } from './name.ts'

const folder = fileURLToPath(new URL('./template', import.meta.url))

/** What the template's project is called. */
const example: Product = { name: 'Example', id: 'example' }

/** The definitions of a new project, by their paths in it. */
export const definitionsOf = ({ name, id }: Product): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [
        path.slice(folder.length + 1).replaceAll('\\', '/'),
        // Addresses of the kind that nobody has, such as oncall@example.com, stay.
        readFileSync(path, 'utf8')
          .replaceAll(new RegExp(`\\b${example.name}\\b`, 'g'), () => name)
          .replaceAll(new RegExp(`\\b${example.id}\\b(?!\\.com)`, 'g'), () => id),
      ]),
  )
