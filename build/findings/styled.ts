import { styleText } from 'node:util'

/**
 * Words in colours. Whoever calls it has decided that there are any; from Node 22 on, `styleText` would decide again, by
 * its own standard output.
 */
export const styled = (style: Parameters<typeof styleText>[0], words: string): string =>
  styleText(style, words, { validateStream: false })

/** Whether what is printed is looked at in colours: on a terminal that has some, unless NO_COLOR says otherwise. */
export const isColoured = (): boolean =>
  process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb'
