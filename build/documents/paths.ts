/** `a/b` of `a/x` and `../b`: a path seen from a folder, without `.` and `..` inside. Nothing depends on where we run. */
export function join(folder: string, path: string): string {
  const whole = isAbsolute(path) ? path : `${folder}/${path}`
  const parts: string[] = []
  for (const part of whole.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return (isAbsolute(whole) ? '/' : '') + parts.join('/')
}

export const isAbsolute = (path: string): boolean => /^(?:[A-Za-z]:)?[\\/]/.test(path)

/** The last part of a path. */
export const nameOf = (path: string): string => /[^\\/]*$/.exec(path)?.[0] ?? ''

/** The folder that a path is in; `.` for a bare name. */
export const folderOf = (path: string): string =>
  path.slice(0, -nameOf(path).length - 1) || (isAbsolute(path) ? '/' : '.')

/** Whether a path is a folder or something in it; both as `join` writes them. */
export const isWithin = (folder: string, path: string): boolean =>
  folder === '' || path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
