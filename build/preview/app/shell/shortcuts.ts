import { useEffect } from 'react'
import type { Keys } from './keys.ts'

/** Does something when its keys are pressed one after the other. */
export type Shortcuts = Readonly<Partial<Record<Keys, () => void>>>

/** The shortcut that the keys end with, if they end with one. */
export const shortcutOf = <S extends string>(keys: readonly string[], shortcuts: readonly S[]): S | undefined =>
  shortcuts.find((shortcut) => {
    const wanted = shortcut.split(' ')
    return wanted.join(' ') === keys.slice(-wanted.length).join(' ')
  })

/** How long a shortcut may take from key to key, in milliseconds. */
const pause = 1000

/** Listens to the keyboard, but not while somebody writes or has a menu or a dialog open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    let keys: readonly string[] = []
    let last = 0
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
      const key = event.key.toLowerCase().replace(/^arrow/, '')
      keys = [...(event.timeStamp - last < pause ? keys : []), key].slice(-2)
      last = event.timeStamp
      const shortcut = shortcutOf(keys, Object.keys(shortcuts) as Keys[])
      if (shortcut === undefined) return
      event.preventDefault()
      keys = []
      shortcuts[shortcut]?.()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [shortcuts])
}

const isBusy = (target: EventTarget | null): boolean =>
  (target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null) ||
  document.querySelector('[role="dialog"], [role="menu"]') !== null
