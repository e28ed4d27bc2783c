import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { onTestFinished, vi } from 'vitest'

/**
 * Runs a hook as React does, with what it is given from time to time, and keeps what it answered. Nothing is drawn, so a
 * document is only what React looks at before it draws.
 */
export function runHook<Given extends object, Answer>(use: (given: Given) => Answer) {
  const nothing = () => {}
  const place = {
    nodeType: 1,
    nodeName: 'DIV',
    tagName: 'DIV',
    addEventListener: nothing,
    removeEventListener: nothing,
  }
  const ownerDocument = { ...place, nodeType: 9, activeElement: null, defaultView: globalThis }
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('HTMLIFrameElement', class {})
  vi.stubGlobal('document', ownerDocument)
  const root = createRoot({ ...place, ownerDocument } as unknown as Element)
  const answers: Answer[] = []
  const Probe = (given: Given) => {
    answers.push(use(given))
    return null
  }
  onTestFinished(() => root.unmount())
  return {
    answers,
    give: (given: Given) => root.render(createElement(Probe, given)),
    end: () => root.unmount(),
  }
}
