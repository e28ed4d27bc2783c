import { cookieAt } from '../../../../build/preview/server/token.ts'

/** The token of all previews of the tests. */
export const token = 'of-the-tests'

/** The cookie of a browser that a preview at this address has admitted. */
export const cookie = (url: string) => ({ name: cookieAt(new URL(url).port), value: token, url })

/** The headers of such a browser. */
export const admitted = (url: string): { readonly cookie: string } => {
  const { name, value } = cookie(url)
  return { cookie: `${name}=${value}` }
}
