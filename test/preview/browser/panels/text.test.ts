import { createElement, Fragment } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { markdown } from '../../../../build/preview/app/panels/text/markdown.ts'

const html = (text: string) =>
  renderToStaticMarkup(createElement(Fragment, null, markdown(text))).replace(/^<div[^>]*>|<\/div>$|\n/g, '')

describe('Markdown', () => {
  test.each([
    ['# A **b**', '<h1>A <strong>b</strong></h1>'],
    ['a *b* ~~c~~', '<p>a <em>b</em> <del>c</del></p>'],
    ['- a\n  1. b', '<ul><li><span>a</span><ol><li><span>b</span></li></ol></li></ul>'],
    ['> a', '<blockquote><p>a</p></blockquote>'],
    ['a  \nb\n\n---', '<p>a<br/>b</p><hr/>'],
    [
      '| a | b |\n|---|---|\n| 1 | 2 |',
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
    ],
    ['[a](https://example.org/)', '<p><a href="https://example.org/" target="_blank" rel="noreferrer">a</a></p>'],
    ['[a](/d/one?viewPanel=2)', '<p><a href="/d/one?viewPanel=2">a</a></p>'],
  ])('%j is drawn', (text, expected) => {
    expect(html(text)).toBe(expected)
  })
  test.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a <img src=x onerror=alert(1)>', '<p>a &lt;img src=x onerror=alert(1)&gt;</p>'],
    ['[a](javascript:alert(1))', '<p><span>a</span></p>'],
    ['[a](//example.org/d/)', '<p><span>a</span></p>'],
    ['[a](/api/state)', '<p><span>a</span></p>'],
    ['[a](data:text/html,x)', '<p><span>a</span></p>'],
    ['![a](http://example.org/a.png)', '<p>a</p>'],
    ['`<b>`', '<p><code>&lt;b&gt;</code></p>'],
  ])('%j is text and does nothing', (text, expected) => {
    expect(html(text)).toBe(expected)
  })
})
