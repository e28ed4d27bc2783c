import { lexer, type Token, type Tokens } from 'marked'
import { createElement, type ReactNode } from 'react'

/** Markdown as elements. HTML in it is text, an image is its description, and a link leads to a dashboard, to the web, or nowhere. */
export const markdown = (text: string): ReactNode =>
  createElement('div', { className: 'markdown-html' }, ...nodes(lexer(text)))

const nodes = (tokens: readonly Token[] = []): readonly ReactNode[] => tokens.map(node)

const element = (tag: string, tokens: readonly Token[] | undefined, props: object | null = null): ReactNode =>
  createElement(tag, props, ...nodes(tokens))

function node(token: Token): ReactNode {
  switch (token.type) {
    case 'heading':
      return element(`h${Math.min(6, token.depth)}`, token.tokens)
    case 'paragraph':
      return element('p', token.tokens)
    case 'blockquote':
    case 'strong':
    case 'em':
    case 'del':
      return element(token.type, token.tokens)
    case 'text':
      return token.tokens === undefined ? token.text : element('span', token.tokens)
    case 'escape':
    case 'image':
      return token.text
    case 'codespan':
      return createElement('code', null, token.text)
    case 'code':
      return createElement('pre', null, token.text)
    case 'br':
    case 'hr':
      return createElement(token.type)
    case 'link':
      return link(token as Tokens.Link)
    case 'list':
      return createElement(
        token.ordered ? 'ol' : 'ul',
        null,
        ...(token as Tokens.List).items.map(({ tokens }) => element('li', tokens)),
      )
    case 'table':
      return table(token as Tokens.Table)
    case 'space':
    case 'def':
      return null
    default:
      return token.raw
  }
}

const table = ({ header, rows }: Tokens.Table): ReactNode =>
  createElement(
    'table',
    null,
    createElement('thead', null, row('th', header)),
    createElement('tbody', null, ...rows.map((cells) => row('td', cells))),
  )

const row = (tag: string, cells: readonly Tokens.TableCell[]): ReactNode =>
  createElement('tr', null, ...cells.map(({ tokens }) => element(tag, tokens)))

function link({ href, tokens }: Tokens.Link): ReactNode {
  if (/^https?:\/\//i.test(href)) return element('a', tokens, { href, target: '_blank', rel: 'noreferrer' })
  return /^\/d\//.test(href) ? element('a', tokens, { href }) : element('span', tokens)
}
