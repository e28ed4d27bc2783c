import { refused } from './request.ts'

const keywords = new Set(
  `break case catch class const continue debugger default delete do else enum export extends false finally for function
  if import in instanceof new null return super switch this throw true try typeof var void while with let static yield
  await`.split(/\s+/),
)

/** Whether TypeScript takes it for a name of ours: camelCase. */
export const isIdentifier = (name: string): boolean => /^[a-z][A-Za-z0-9]*$/.test(name) && !keywords.has(name)

/** The words of any name, in lower case: `fileSizeP95`, `file_size_p95` and `File size p95` have the same. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())

export const camelCase = (words: readonly string[]): string =>
  words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')

/** `File size p95` */
export const sentence = (words: readonly string[]): string =>
  words.join(' ').replace(/^./, (first) => first.toUpperCase())

/** Throws `Refused` for a text that is not one line of visible characters. */
export function refuseUnprintable(where: string, what: string, text: string): void {
  if (/^\P{C}*$/u.test(text) && text.trim() !== '' && text.trim() === text) return
  throw refused(
    where,
    `${what} is one line of text without blanks around it, and ${JSON.stringify(text)} is not.`,
    'Write it as people shall read it.',
  )
}

/** Throws `Refused` for a name that breaks the rule, with a name that keeps it if one is near. */
export function refuseName(where: string, isRight: boolean, rule: string, suggestion: string): void {
  if (isRight) return
  throw refused(where, rule, suggestion === '' ? 'Choose another name.' : `For example: ${suggestion}`)
}

/** `ApiSlow` of `ShopApiSlow`: alerts begin with the product's name, where they do. */
export const withoutProduct = (alert: string, product: string): string =>
  alert.startsWith(product) && /^[A-Z]/.test(alert.slice(product.length)) ? alert.slice(product.length) : alert
