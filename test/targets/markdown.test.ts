import { expect, test } from 'vitest'
import { anchor, code, page, plain, table } from '../../build/targets/markdown.ts'

test('a page says where it comes from and is called by its title', () => {
  expect(page('any', 'Any page', 'queries/*.ts', ['One.', 'Two.'])).toEqual({
    path: 'reference/any.md',
    text: expect.stringMatching(/^<!-- Generated from queries\/\*\.ts .* -->\n\n# Any page\n\nOne\.\n\nTwo\.\n$/),
  })
})

test('a cell is one line, and a bar in it ends none', () => {
  expect(table(['a', 'b'], [['1|2', 'x\ny']])).toBe('| a | b |\n| --- | --- |\n| 1\\|2 | x y |')
})

test('text from outside is no Markdown and no HTML', () => {
  expect(plain('a_b <c> *d* [e](f) `g` # & \\')).toBe('a\\_b \\<c\\> \\*d\\* \\[e\\](f) \\`g\\` \\# \\& \\\\')
  expect(code('a')).toBe('`a`')
})

test('an anchor is as GitHub makes it', () => {
  expect(anchor('Rate of, a (gauge)! ä_1-2')).toBe('rate-of-a-gauge-ä_1-2')
})
