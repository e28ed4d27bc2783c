import { folderOf, nameOf } from '../../documents/paths.ts'
import type { Subject } from '../../model/subject.ts'

/**
 * Whether two files may be those of two stacks, or two forms of one, of which only one is loaded: without a configuration
 * among the files, files of one name in two folders, or of two folders side by side. A configuration is that of one stack,
 * which they are then.
 */
export function mayBeOfTwoStacks({ scraping }: Pick<Subject, 'scraping'>, one: string, other: string): boolean {
  if (scraping !== undefined || one === other) return false
  const [a, b] = [one, other].map((file) => `${folderOf(file)}/`) as [string, string]
  return a !== b && (nameOf(one) === nameOf(other) || !(isAbove(a, b) || isAbove(b, a)))
}

const isAbove = (folder: string, other: string): boolean => folder === './' || other.startsWith(folder)
