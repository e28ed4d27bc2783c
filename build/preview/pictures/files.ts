/** The name of a file or folder for a dashboard; a uid of another origin may be anything. */
export const nameOf = (uid: string): string =>
  encodeURIComponent(uid).replace(/^\.+/, (dots) => '%2E'.repeat(dots.length))

/** The name of a panel's picture: `17-api-p95.png`. */
export function panelFile(id: number, title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return `${[id, ...words].join('-').slice(0, 60).replace(/-$/, '')}.png`
}
