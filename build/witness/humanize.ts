// Numbers in words, exactly as Prometheus' template functions write them.

/** `%.4g` of Go. */
export function significant(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e')
  const power = Number(exponent)
  if (power >= -4 && power < digits) return trimmed(value.toFixed(Math.max(0, digits - 1 - power)))
  const sign = power < 0 ? '-' : '+'
  return `${trimmed(mantissa)}e${sign}${String(Math.abs(power)).padStart(2, '0')}`
}

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** `%v` of Go: the shortest digits that say the same number. */
export function plain(value: number): string {
  if (!Number.isFinite(value)) return significant(value)
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return Object.is(value, -0) ? '-0' : String(value)
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

/** `%.Nf` of Go, which rounds a half to the even neighbour. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return significant(value)
  const factor = 10 ** digits
  const scaled = value * factor
  const isHalf = digits === 0 && Math.abs(scaled % 1) === 0.5
  return isHalf ? String(2 * Math.round(scaled / 2)) : value.toFixed(digits)
}

const larger = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']
const binary = ['', 'ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi']
const smaller = ['', 'm', 'u', 'n', 'p', 'f', 'a', 'z', 'y']

function withPrefix(value: number, base: number, prefixes: readonly string[]): string {
  let [rest, at] = [value, 0]
  const goesOn = () => (base < 1 ? Math.abs(rest) < 1 : Math.abs(rest) >= base)
  while (goesOn() && at < prefixes.length - 1) {
    rest = base < 1 ? rest * 1000 : rest / base
    at += 1
  }
  return significant(rest) + (prefixes[at] ?? '')
}

export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return significant(value)
  return Math.abs(value) >= 1 ? withPrefix(value, 1000, larger) : withPrefix(value, 0.001, smaller)
}

export const humanize1024 = (value: number): string =>
  Math.abs(value) <= 1 || !Number.isFinite(value) ? significant(value) : withPrefix(value, 1024, binary)

export const humanizePercentage = (value: number): string => `${significant(value * 100)}%`

export function humanizeDuration(value: number): string {
  if (!Number.isFinite(value)) return significant(value)
  if (value === 0) return '0s'
  if (Math.abs(value) < 1) return `${withPrefix(value, 0.001, smaller)}s`
  const sign = value < 0 ? '-' : ''
  const whole = Math.trunc(Math.abs(value))
  const parts = [Math.trunc(whole / 86_400), Math.trunc(whole / 3600) % 24, Math.trunc(whole / 60) % 60, whole % 60]
  const first = parts.findIndex((part) => part !== 0)
  if (first === -1 || first === 3) return `${sign}${significant(Math.abs(value))}s`
  return (
    sign +
    parts
      .slice(first)
      .map((part, at) => `${part}${'dhms'[first + at]}`)
      .join(' ')
  )
}

/** Without what is 0 at its end: `28d`, and not `28d 0h 0m 0s`. */
export const shortDuration = (value: number): string => humanizeDuration(value).replace(/(?: 0[hms])+$/, '')
