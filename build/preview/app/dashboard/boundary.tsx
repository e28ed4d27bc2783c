import { ErrorBoundary, PanelChrome } from '@grafana/ui'
import type { ReactNode } from 'react'
import { Message } from './message.tsx'

interface Props {
  readonly frame: { readonly title: string; readonly width: number; readonly height: number }
  /** What may make it work again. */
  readonly dependencies: readonly unknown[]
  readonly children: ReactNode
}

/** A panel that fails to draw shows why, and the others live on. */
export function Boundary({ frame, dependencies, children }: Props) {
  return (
    <ErrorBoundary dependencies={[...dependencies]} errorLogger={(error) => console.warn(frame.title, error)}>
      {({ error }) =>
        error === null ? (
          children
        ) : (
          <PanelChrome {...frame} statusMessage={error.message}>
            {() => <Message>This panel cannot be drawn: {error.message}</Message>}
          </PanelChrome>
        )
      }
    </ErrorBoundary>
  )
}
