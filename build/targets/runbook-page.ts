import { Marked, type Tokens } from 'marked'
import { escapedHtml } from '../html.ts'
import { generatedFrom } from '../output/artifact.ts'

/**
 * A runbook as a page that any server of files can serve: a browser shows it, where it may only download Markdown. It needs
 * nothing but itself; HTML in the Markdown is text, and a link leads to the web or to another page.
 */
export function runbookPage(title: string, markdown: string, from: string): string {
  const body = page.parse(markdown.replace(/^<!--.*?-->\s*/s, ''), { async: false })
  return `<!doctype html>
<!-- ${generatedFrom(from)} -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapedHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}</body>
</html>
`
}

const page = new Marked({
  renderer: {
    html: ({ text }) => escapedHtml(text),
    image: ({ text }) => escapedHtml(text),
    link({ href, tokens }: Tokens.Link) {
      const text = this.parser.parseInline(tokens)
      return /^(?:https?:\/\/|[\w./#-]+$)/.test(href) ? `<a href="${escapedHtml(href)}">${text}</a>` : text
    },
  },
})

const style = [
  ':root{color-scheme:light dark}',
  'body{max-width:50rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}',
  'pre{overflow-x:auto;padding:.75rem;border:1px solid #8885;border-radius:4px}',
  'code{font:.9em/1.4 ui-monospace,monospace}',
  'thead:has(th:empty){display:none}td,th{padding:.15rem .75rem .15rem 0;text-align:left;vertical-align:top}',
].join('')
