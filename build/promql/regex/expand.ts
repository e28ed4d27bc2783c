import type { Groups } from './compile.ts'

/** Puts groups into a template as Go does: `$1x` means `${1x}`, an unknown group is empty, `$$` is a dollar sign. */
export const expand = (template: string, groups: Groups): string =>
  template.replace(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (_, dollar?: string, plain?: string, braced?: string) => {
    if (dollar !== undefined) return '$'
    const group = plain ?? braced ?? ''
    return groups(/^\d+$/.test(group) ? Number(group) : group) ?? ''
  })
