import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages } from './place.js'

/** The notices that the licenses of installed packages ask for where their code is passed on, one after another. */
export const noticesOf = (names: readonly string[]): string =>
  names
    .map((name) => {
      const folder = join(packages, name)
      const { license, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const file = readdirSync(folder).find((each) => /^LICENSE(?:\.md)?$/.test(each)) ?? 'LICENSE'
      const text = license === 'Apache-2.0' ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
      return `${name} ${version} (${license})${text}`
    })
    .join('\n')
