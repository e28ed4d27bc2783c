import { anchor } from '../../targets/markdown.ts'

/** The page of the reference that explains alerts, in the output. */
export const explainedFile = 'reference/explained.md'

/** Where an alert of a version is explained, as a link from a pull request's comment; nothing for one that is not. */
export type ExplanationOf = (alert: string) => string | undefined

/**
 * The links to the explanations of a page of the reference. `revision`: where the repository has that page; a name that is
 * no commit's may be unknown to GitHub, and the default branch takes its place.
 */
export function explanationsIn(page: string, revision: string): ExplanationOf {
  const names = new Set([...page.matchAll(/^## (\w+)$/gm)].map(([, name]) => name))
  const at = /^[0-9a-f]{40}$/.test(revision) ? revision : 'HEAD'
  // A comment stands at /OWNER/NAME/pull/N.
  return (alert) => (names.has(alert) ? `../blob/${at}/out/${explainedFile}#${anchor(alert)}` : undefined)
}
