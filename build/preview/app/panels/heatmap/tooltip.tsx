import { dateTimeFormat } from '@grafana/data'
import {
  VizTooltipColorIndicator,
  VizTooltipColorPlacement,
  VizTooltipContent,
  VizTooltipHeader,
  VizTooltipWrapper,
} from '@grafana/ui'
import type { Cell, Look } from './cells.ts'
import { placeOf } from './colors.ts'
import type { Picture } from './picture.ts'

interface Props {
  readonly picture: Picture
  readonly cell: Cell
  readonly timeZone: string
  readonly isPinned: boolean
  /** Whether the other buckets of the same moment are shown as bars. */
  readonly hasHistogram: boolean
}

/** One cell: from when to when, between which edges, how many. */
export function CellTooltip({ picture, cell, timeZone, isPinned, hasHistogram }: Props) {
  const { buckets, look, labels, formatCount } = picture
  const { column, bucket } = cell
  const end = buckets.times[column] ?? 0
  const count = buckets.counts[bucket]?.[column] ?? null
  const items = [
    { label: 'To', value: dateTimeFormat(end, { timeZone }) },
    { label: 'Bucket', value: `${labels[bucket]} – ${labels[bucket + 1]}` },
    { label: 'Count', value: count === null ? 'None' : formatCount(count), ...colored(count, look) },
  ]
  return (
    <VizTooltipWrapper>
      <VizTooltipHeader
        item={{ label: 'From', value: dateTimeFormat(end - buckets.step, { timeZone }) }}
        isPinned={isPinned}
      />
      <VizTooltipContent items={items} isPinned={isPinned}>
        {hasHistogram && <Histogram counts={buckets.counts.map((row) => row[column] ?? 0)} bucket={bucket} />}
      </VizTooltipContent>
    </VizTooltipWrapper>
  )
}

const colored = (count: number | null, { isShown, colors, extent }: Look) =>
  count === null || !isShown(count)
    ? {}
    : {
        color: colors[placeOf(count, extent, colors.length)],
        colorIndicator: VizTooltipColorIndicator.value,
        colorPlacement: VizTooltipColorPlacement.trailing,
      }

/** The counts of one moment from the lowest bucket to the highest, that of the cell at full strength. */
function Histogram({ counts, bucket }: { readonly counts: readonly number[]; readonly bucket: number }) {
  const most = Math.max(...counts, Number.MIN_VALUE)
  return (
    <svg width={240} height={48} viewBox={`0 0 ${counts.length} 1`} preserveAspectRatio="none" aria-hidden="true">
      {counts.map((count, at) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bucket is its place
          key={at}
          x={at + 0.05}
          y={1 - count / most}
          width={0.9}
          height={count / most}
          fill="currentColor"
          opacity={at === bucket ? 1 : 0.4}
        />
      ))}
    </svg>
  )
}
