/** Text inside HTML, between tags or quotes; what steers a reader's eye, such as a change of direction, is a blank. */
export const escaped = (text: string): string =>
  text.replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

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
:root { color-scheme: light dark; --page: #f4f5f5; --card: #fff; --line: #d5d7db; --text: #24292e; --quiet: #5f6773;
  --link: #1f62e0; --good: #1a7f37; --bad: #c4162a; --new: #dafbe1; --old: #ffe0e0 }
@media (prefers-color-scheme: dark) {
  :root { --page: #111217; --card: #181b1f; --line: #34373e; --text: #ccccdc; --quiet: #9a9ba8;
    --link: #6e9fff; --good: #6ccf8e; --bad: #ff7383; --new: #12371f; --old: #4a1a20 }
}
* { box-sizing: border-box }
body { margin: 24px auto; padding: 0 24px; max-width: 1800px; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 22px } h2 { font-size: 19px; margin-top: 40px } h3 { font-size: 16px; margin: 0 }
a { color: var(--link) } a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 12px } dt { font-weight: 600 } dd { margin: 0 }
nav, article { margin: 16px 0; padding: 16px; background: var(--card); border: 1px solid var(--line); border-radius: 4px }
nav > ul { list-style: none; padding: 0 } nav li { margin: 4px 0 }
ul { margin: 8px 0; padding-left: 20px } p { margin: 8px 0 } .quiet, figcaption { color: var(--quiet) }
figcaption b { color: var(--text) }
pre, code { font: 13px/1.5 ui-monospace, monospace }
pre { margin: 4px 0; padding: 8px; border: 1px solid var(--line); border-radius: 4px; white-space: pre-wrap }
summary { cursor: pointer } ins, del { text-decoration: none } ins { background: var(--new) } del { background: var(--old) }
.kind { padding: 0 8px; border: 1px solid currentColor; border-radius: 10px; font-size: 13px; font-weight: normal;
  color: var(--link); white-space: nowrap }
.added { color: var(--good) } .removed { color: var(--bad) } .moved, .resized { color: var(--quiet) }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 16px }
.wide, .alone { grid-template-columns: 1fr }
figure { margin: 8px 0; min-width: 0 } figure a { display: inline-block }
img { max-width: 100%; height: auto; display: block; cursor: zoom-in }
.large, .shut { display: none }
figure:target { position: fixed; inset: 0; z-index: 1; margin: 0; padding: 16px; overflow: auto; background: var(--page) }
figure:target .large { display: flex; flex-wrap: wrap; gap: 4px 16px; position: sticky; left: 0; z-index: 1;
  max-width: calc(100vw - 32px); margin-bottom: 8px }
figure:target figcaption { position: sticky; left: 0 }
figure:target img { width: max(var(--width), min(100vw - 32px, 2 * var(--width))); max-width: none }
figure:target .shut { display: block; position: fixed; inset: 0; cursor: zoom-out }
.large [aria-current] { color: inherit; font-weight: 600; text-decoration: none }
@media (max-width: 600px) { body { padding: 0 12px } nav, article { padding: 12px } }
`
