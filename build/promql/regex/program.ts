import type { Chosen, Edge, Node } from './tree.ts'

/** A step of the automaton. Steps without a target go on to the next; of a fork the first target is preferred. */
export type Step =
  | { readonly is: 'one'; readonly of: Chosen }
  | { readonly is: 'edge'; readonly at: Edge }
  | { readonly is: 'fork'; readonly to: readonly number[] }
  /** Remembers where it is: the beginning of group n is 2n, its end 2n + 1. */
  | { readonly is: 'mark'; readonly slot: number }
  | { readonly is: 'end' }

export type Program = readonly Step[]

/** Repetitions of repetitions are written out: past so many steps nobody means it. */
const longest = 500_000

/** The automaton of a regular expression; `undefined` where it would be too large. */
export function programOf(root: Node): Program | undefined {
  const steps: Step[] = []
  const add = (step: Step): number => steps.push(step) - 1
  const isTooLong = (): boolean => steps.length > longest

  function write(node: Node): void {
    if (isTooLong()) return
    switch (node.is) {
      case 'one':
      case 'edge':
        add(node)
        return
      case 'sequence':
        for (const part of node.parts) write(part)
        return
      case 'group':
        add({ is: 'mark', slot: node.index * 2 })
        write(node.node)
        add({ is: 'mark', slot: node.index * 2 + 1 })
        return
      case 'choice':
        choice(node.parts)
        return
      case 'repeat':
        repeat(node)
    }
  }

  /** Each but the last ends with a jump behind all. */
  function choice(parts: readonly Node[]): void {
    const to: number[] = []
    const behind: number[][] = []
    add({ is: 'fork', to })
    for (const [at, part] of parts.entries()) {
      to.push(steps.length)
      write(part)
      if (at === parts.length - 1) break
      const jump: number[] = []
      behind.push(jump)
      add({ is: 'fork', to: jump })
    }
    for (const jump of behind) jump.push(steps.length)
  }

  function repeat({ node, least, most, isGreedy }: Node & { readonly is: 'repeat' }): void {
    for (let time = 0; time < least && !isTooLong(); time += 1) write(node)
    if (most === undefined) {
      const to: number[] = []
      const fork = add({ is: 'fork', to })
      write(node)
      add({ is: 'fork', to: [fork] })
      to.push(...ordered(fork + 1, steps.length, isGreedy))
      return
    }
    const open: (readonly [to: number[], inside: number])[] = []
    for (let time = least; time < most && !isTooLong(); time += 1) {
      const to: number[] = []
      open.push([to, add({ is: 'fork', to }) + 1])
      write(node)
    }
    for (const [to, inside] of open) to.push(...ordered(inside, steps.length, isGreedy))
  }

  write(root)
  add({ is: 'end' })
  return isTooLong() ? undefined : steps
}

const ordered = (inside: number, behind: number, isGreedy: boolean): readonly number[] =>
  isGreedy ? [inside, behind] : [behind, inside]
