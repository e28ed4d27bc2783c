import { compareArrayValues, compareDataFrameStructures, type DataFrame } from '@grafana/data'
import { useRef } from 'react'

/**
 * A number that grows when more than the values of the frames has changed: their fields, labels, names or configuration.
 * While it stays, a plot can take the new values and need not be built anew.
 */
export function useStructure(frames: DataFrame[]): number {
  const last = useRef({ frames, revision: 1 })
  const { frames: before, revision } = last.current
  if (frames !== before) {
    const isSame = compareArrayValues(frames, before, compareDataFrameStructures)
    last.current = { frames, revision: isSame ? revision : revision + 1 }
  }
  return last.current.revision
}
