import { IconButton } from '@grafana/ui'
import { useState } from 'react'

interface Props {
  readonly problems: readonly string[]
  readonly version: number | undefined
  readonly isLost: boolean
}

/** What is wrong with the definitions, word for word as on the terminal, and that the server does not answer. */
export function Notices({ problems, version, isLost }: Props) {
  const [dismissed, setDismissed] = useState<number>()
  const isShown = problems.length > 0 && dismissed !== version
  return (
    <div aria-live="polite">
      {isLost && (
        <p className="page-lost">
          The preview's server does not answer. This page tries again by itself; if the server was started anew, open
          the address that it printed.
        </p>
      )}
      {isShown && (
        <section className="page-problems" aria-label="Problems in the definitions">
          <header>
            <strong>The last build was refused; the dashboards are those of the build before.</strong>
            <IconButton name="times" size="lg" aria-label="Dismiss" onClick={() => setDismissed(version)} />
          </header>
          <pre>{problems.join('\n')}</pre>
        </section>
      )}
    </div>
  )
}
