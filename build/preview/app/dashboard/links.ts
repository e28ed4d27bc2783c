/** The URL of a link if a click on it can only lead to another page; a dashboard of another origin may hold anything. */
export const safeUrl = (url: string): string | undefined =>
  URL.canParse(url, base) && /^https?:$/.test(new URL(url, base).protocol) ? url : undefined

const base = 'http://localhost'
