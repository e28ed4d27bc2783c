import type { Runbooks } from './compilation.ts'
import type { State } from './protocol.ts'

/** Where the page shows a runbook. */
const here = '/runbooks/'

/** The state as the page gets it: links to the runbooks of the definitions lead to this server, which always has them. */
export function stateText(state: State, runbooks: Runbooks | undefined): string {
  if (runbooks === undefined) return JSON.stringify(state)
  const there = `${runbooks.url}/`
  return JSON.stringify(state, (key, value: unknown) =>
    key === 'url' && typeof value === 'string' && value.startsWith(there) && /\.(?:html|md)$/.test(value)
      ? here + value.slice(there.length, value.lastIndexOf('.'))
      : value,
  )
}

/** The Markdown of the runbook that a path below `/api/runbooks/` names. */
export const runbookAt = (path: string, runbooks: Runbooks | undefined): string | undefined => {
  const [, name = ''] = /^\/api\/runbooks\/(\w+)$/.exec(path) ?? []
  return runbooks !== undefined && Object.hasOwn(runbooks.texts, name) ? runbooks.texts[name] : undefined
}
