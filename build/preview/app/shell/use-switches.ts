import { useCallback, useMemo, useState } from 'react'

/** Things that somebody switches on and off. */
export interface Switches<T> {
  readonly isOn: (thing: T) => boolean
  readonly toggle: (thing: T) => void
}

/** Switches by their keys; one that nobody touched is as `isOnAtFirst` says. */
export function useSwitches<T>(keyOf: (thing: T) => string, isOnAtFirst: (thing: T) => boolean): Switches<T> {
  const [switched, setSwitched] = useState<ReadonlyMap<string, boolean>>(new Map())
  const isOn = useCallback(
    (thing: T) => switched.get(keyOf(thing)) ?? isOnAtFirst(thing),
    [switched, keyOf, isOnAtFirst],
  )
  return useMemo(
    () => ({ isOn, toggle: (thing) => setSwitched((before) => new Map(before).set(keyOf(thing), !isOn(thing))) }),
    [isOn, keyOf],
  )
}
