/** What an element may have: texts are attributes, functions listen. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>
/** What an element may hold. */
export type Child = Node | string | undefined | false

/** An element; texts become text nodes, never HTML. */
export function h<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] {
  return filled(document.createElement(tag), attributes, children)
}

/** The same of SVG. */
export function s<T extends keyof SVGElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[T] {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

function filled<T extends Element>(element: T, attributes: Attributes, children: readonly Child[]): T {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value))
  }
  for (const child of children)
    if (child !== undefined && child !== false)
      element.append(typeof child === 'string' && element.tagName !== 'PRE' ? brief(child) : child)
  return element
}

/** More letters take a browser seconds to put into lines, and no reader reads them. */
const mostShown = 2_000

/** A text as it is shown: its beginning, where it is very long. */
export const brief = (text: string): string => (text.length > mostShown ? `${text.slice(0, mostShown)}…` : text)

/** The element with this id, which the page's own HTML has. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id)
  if (found instanceof type) return found
  throw new Error(`The page has no ${id}.`)
}
