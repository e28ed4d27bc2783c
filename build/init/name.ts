import { basename } from 'node:path'

/** What a product is called in titles and messages, and the word by which its files and dashboards are. */
export interface Product {
  readonly name: string
  readonly id: string
}

/** Named after its package, or its folder: `@acme/web-shop-monitoring` → `Web Shop`, `web-shop`. */
export function productOf(packageName: unknown, folder: string): Product {
  const said = typeof packageName === 'string' ? packageName : basename(folder)
  const words = said
    .replace(/^@[^/]*\//, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const own = words.length > 1 && words.at(-1) === 'monitoring' ? words.slice(0, -1) : words
  if (own.length === 0) return productOf('example', folder)
  return {
    name: own.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' '),
    id: own.join('-'),
  }
}
