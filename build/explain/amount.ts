import { humanize1024, humanizePercentage, plain, shortDuration } from '../witness/humanize.ts'

/** A value in its unit, as people write it: `500ms`, `5%`, `1.5GiB`. */
export function amount(value: number, unit: string | undefined): string {
  switch (Number.isFinite(value) ? unit : undefined) {
    case 'seconds':
      return shortDuration(value)
    case 'bytes':
      return `${humanize1024(value)}B`
    case 'bytes/s':
      return `${humanize1024(value)}B per second`
    case 'count/s':
      return `${plain(value)} per second`
    case 'ratio':
      return value === 0 ? '0' : humanizePercentage(value)
    default:
      return plain(value)
  }
}
