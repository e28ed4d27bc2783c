import { type DataFrame, getFieldDisplayName } from '@grafana/data'
import { preparePlotFrame } from '@grafana/ui'

type Dimensions = Parameters<typeof preparePlotFrame>[1]
type Range = Parameters<typeof preparePlotFrame>[2]

/** All series in one frame with one time, as the plot wants them; each keeps the name that it has in its own frame. */
export function aligned(frames: DataFrame[], dimensions: Dimensions, range?: Range): DataFrame | null {
  const joined = preparePlotFrame(frames, dimensions, range)
  for (const field of joined?.fields ?? []) {
    const { frameIndex = -1, fieldIndex = -1 } = field.state?.origin ?? {}
    const frame = frames[frameIndex]
    const origin = frame?.fields[fieldIndex]
    if (origin !== undefined) field.state = { ...field.state, displayName: getFieldDisplayName(origin, frame, frames) }
  }
  return joined
}
