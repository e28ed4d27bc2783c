/** Whether a character is one of a class. */
export type Chosen = (character: string) => boolean

/** Whether an edge is at an offset of a text. */
export type Edge = (text: string, at: number) => boolean

/** A regular expression as RE2 reads it. */
export type Node =
  | { readonly is: 'one'; readonly of: Chosen }
  | { readonly is: 'edge'; readonly at: Edge }
  | { readonly is: 'sequence'; readonly parts: readonly Node[] }
  | { readonly is: 'choice'; readonly parts: readonly Node[] }
  | {
      readonly is: 'repeat'
      readonly node: Node
      readonly least: number
      /** `undefined`: without end. */
      readonly most: number | undefined
      /** Whether many are tried before few. */
      readonly isGreedy: boolean
    }
  /** A group that is remembered, counted from 1. */
  | { readonly is: 'group'; readonly node: Node; readonly index: number }

/** The flags that hold at a place: `(?ims-U)`. */
export interface Flags {
  readonly i: boolean
  readonly m: boolean
  readonly s: boolean
  readonly U: boolean
}
