/** Text inside HTML, between tags or quotes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A whole document that needs and runs nothing else, in the colours that the reader's system prefers. */
export const documentOf = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`

const style = `
:root { color-scheme: light dark; --page: #f4f5f5; --card: #fff; --line: #d5d7db; --text: #24292e; --quiet: #5f6773 }
@media (prefers-color-scheme: dark) {
  :root { --page: #111217; --card: #181b1f; --line: #34373e; --text: #ccccdc; --quiet: #9a9ba8 }
}
body { margin: 24px auto; padding: 0 24px; max-width: 1800px; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 22px } h2 { font-size: 19px; margin-top: 40px } h3 { font-size: 16px; margin: 0 }
article { margin: 16px 0; padding: 16px; background: var(--card); border: 1px solid var(--line); border-radius: 4px }
ul { margin: 8px 0; padding-left: 20px } p { margin: 8px 0 } .quiet, figcaption { color: var(--quiet) }
.kind { padding: 0 8px; border: 1px solid var(--line); border-radius: 10px; font-size: 13px; font-weight: normal }
.pictures { display: flex; flex-wrap: wrap; gap: 16px } figure { flex: 1 1 320px; margin: 8px 0; min-width: 0 }
.alone figure { flex: 0 1 auto } img { max-width: 100%; height: auto; display: block }
`
