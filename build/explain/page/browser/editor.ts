import type { Spot } from '../protocol.ts'
import { byId, h } from './dom.ts'

/** A piece of the text that is underlined. */
export interface Underlined extends Spot {
  readonly severity: 'error' | 'warning'
}

/** The field for rules, with what is wrong underlined at its place. */
export class Editor {
  readonly field = byId('rules', HTMLTextAreaElement)
  readonly #marks = byId('marks', HTMLElement)

  constructor(changed: () => void) {
    this.field.addEventListener('input', () => {
      this.#marks.replaceChildren()
      changed()
    })
    this.field.addEventListener('scroll', () => this.#follow())
  }

  /** Underlines what is wrong. */
  underline(spots: readonly Underlined[]): void {
    const text = this.field.value
    const pieces: Node[] = []
    let done = 0
    for (const { from, to, severity } of spots.toSorted((a, b) => a.from - b.from)) {
      if (from < done) continue
      pieces.push(document.createTextNode(text.slice(done, from)), h('mark', { class: severity }, text.slice(from, to)))
      done = to
    }
    this.#marks.replaceChildren(...pieces, document.createTextNode(`${text.slice(done)}\n`))
    this.#follow()
  }

  /** Brings the reader to a piece of the text. */
  show({ from, to }: Spot): void {
    this.field.focus()
    this.field.setSelectionRange(from, to)
    const line = this.field.value.slice(0, from).split('\n').length
    const height = this.field.scrollHeight / Math.max(1, this.field.value.split('\n').length)
    this.field.scrollTop = Math.max(0, (line - 4) * height)
    this.#follow()
  }

  #follow(): void {
    this.#marks.scrollTop = this.field.scrollTop
    this.#marks.scrollLeft = this.field.scrollLeft
  }
}
