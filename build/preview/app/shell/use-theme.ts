import { useSyncExternalStore } from 'react'
import type { View } from '../view/view.ts'

type Theme = NonNullable<View['theme']>

/** The theme that the address asks for, else the one that the system prefers, as it changes. */
export function useTheme({ theme }: View): Theme {
  const preferred = useSyncExternalStore(listen, prefersLight) ? 'light' : 'dark'
  return theme ?? preferred
}

const light = window.matchMedia('(prefers-color-scheme: light)')

const prefersLight = (): boolean => light.matches

function listen(changed: () => void): () => void {
  light.addEventListener('change', changed)
  return () => light.removeEventListener('change', changed)
}
