import { useMemo } from 'react'
import { useDrawing } from '../dashboard/drawing.ts'
import { markdown } from '../panels/text/markdown.ts'
import { addressOf, type View } from '../view/view.ts'
import { useLatest } from './use-latest.ts'

interface Props {
  /** Of the alert. */
  readonly name: string
  /** With another version the runbook may be another. */
  readonly version: number
  readonly view: View
}

/** What to do about an alert, as the definitions say it. */
export function RunbookPage({ name, version, view }: Props) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is asked anew.
  const work = useMemo(() => (signal: AbortSignal) => textOf(name, signal), [name, version])
  const { latest: text, isWaiting } = useLatest(work)
  useDrawing(isWaiting, text)
  return (
    <main className="page-message page-runbook">
      <nav>
        <a href={addressOf({ ...view, runbook: undefined, uid: undefined })}>Dashboards</a>
      </nav>
      {text === undefined ? null : text === '' ? <h1>There is no runbook of {name}</h1> : markdown(text)}
    </main>
  )
}

/** Empty where there is none. */
async function textOf(name: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(`/api/runbooks/${encodeURIComponent(name)}`, { signal }).catch(() => undefined)
  return response?.ok ? response.text() : ''
}
