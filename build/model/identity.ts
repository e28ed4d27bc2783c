/**
 * The panel id that Grafana links and alerts refer to. It derives from the key alone, so that it survives moves and
 * new titles, and the id of a removed panel is never given to another one. FNV-1a, in 1 … 2^31 − 1.
 */
export function idOf(key: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return (hash % 0x7ffffffe) + 1
}
