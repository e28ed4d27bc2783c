import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

const show = (program: string, ...words: readonly string[]): string =>
  execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

/** What an engine changes on the host that it runs on. The counters and comments of the rules change by themselves. */
export const hostSettings = (): Readonly<Record<string, string>> => ({
  'net.ipv4.ip_forward': readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8').trim(),
  'network interfaces': names(show('ip', '-brief', 'address')),
  'firewall rules': rules(show('iptables-save')),
  'mounts of engines': readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => /pybase-compose/.test(line))
    .join('\n'),
})

const names = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.split(/[@ ]/)[0])
    .join(' ')

const rules = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/ \[\d+:\d+\]$/, ''))
    .join('\n')

/** One sentence for each setting that is not as it was. */
export const changedSettings = (before: ReturnType<typeof hostSettings>): readonly string[] =>
  Object.entries(hostSettings()).flatMap(([name, now]) =>
    now === before[name]
      ? []
      : [`${name} of this host: was ${JSON.stringify(before[name])}, is ${JSON.stringify(now)}`],
  )

const cgroups = '/sys/fs/cgroup'

/** Removes the control groups called `name`, empty since their processes ended; of version 2, or of each controller of 1. */
export function removeControlGroups(name: string): void {
  for (const parent of [cgroups, ...foldersIn(cgroups)]) removeTree(join(parent, name))
}

function removeTree(folder: string): void {
  for (const inner of foldersIn(folder)) removeTree(inner)
  try {
    rmdirSync(folder)
  } catch {
    // Not there: most controllers have none.
  }
}

function foldersIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
  } catch {
    return []
  }
}
