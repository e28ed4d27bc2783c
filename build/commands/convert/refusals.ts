import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Found } from '../../documents/convert/read.ts'
import { objectsBelow, textBelow } from '../../documents/values.ts'
import { printable } from '../../findings/printable.ts'
import { type Problem, Refused } from '../../findings/problem.ts'
import { isFolder } from '../paths.ts'
import type { Output } from './targets.ts'

/** Panels of one dashboard: more draw no page that anybody waits for. */
const mostPanels = 2_000

/** Adds what is wrong with dashboards beside one another: Grafana loads one of two that share a uid. */
export function refuseTwice(found: readonly Found[], problems: Problem[]): void {
  const first = new Map<string, string>()
  for (const { file, json } of found) {
    const uid = textBelow(json, 'uid')
    const other = uid === undefined ? undefined : first.get(uid)
    if (uid !== undefined && other !== undefined)
      problems.push({
        where: file,
        what: `The uid ${printable(uid)} is that of a dashboard in ${other} already, and Grafana loads one of the two.`,
        next: 'Give each its own, or convert one of them.',
      })
    else if (uid !== undefined) first.set(uid, file)
    const panels = objectsBelow(json, 'panels')
    const count = panels.reduce((sum, panel) => sum + 1 + objectsBelow(panel, 'panels').length, 0)
    if (count > mostPanels)
      problems.push({
        where: file,
        what: `The dashboard has ${count} panels and rows, and at most ${mostPanels} are converted.`,
        next: 'Split it into several dashboards.',
      })
  }
}

/** Throws `Refused` (exit 2) where an output is an input, a folder, or the output of another dashboard. */
export function refuseOverwriting(outputs: readonly Output[], from: string, to: string): void {
  const wrong = (where: string, what: string, next: string) => new Refused({ where, what, next }, 2)
  if (isFolder(from) && isInside(real(to), real(from)))
    throw wrong(to, `It lies in ${from}, so what is written would be read the next time.`, 'Name a folder elsewhere.')
  if (isFolder(from) && existsSync(to) && !isFolder(to))
    throw wrong(to, `The dashboards of a folder need a folder, and this is a file.`, 'Name a folder.')
  const sources = new Set(outputs.map(({ file }) => real(file)))
  const taken = new Map<string, string>()
  for (const { path, file } of outputs) {
    const place = real(path)
    if (sources.has(place)) throw wrong(path, 'This would overwrite what is converted.', 'Name another file or folder.')
    if (isFolder(path)) throw wrong(path, 'A file is to be written here, and this is a folder.', 'Name another folder.')
    const other = taken.get(place)
    if (other !== undefined)
      throw wrong(path, `Both ${other} and ${file} would be written here.`, 'Rename one of them.')
    taken.set(place, file)
  }
}

/** Whether a path is a folder or lies in it. */
const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path)
  return way === '' || !/^(?:\.\.(?:[\\/]|$)|[A-Za-z]:|\/)/.test(way)
}

/** A path without links, also where its last parts are not there yet. */
function real(path: string): string {
  const whole = resolve(path)
  if (existsSync(whole)) return realpathSync(whole)
  return dirname(whole) === whole ? whole : join(real(dirname(whole)), basename(whole))
}
