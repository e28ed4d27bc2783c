import { type DisplayValue, formattedValueToString } from '@grafana/data'
import { calculateFontSize, measureText } from '@grafana/ui'
import type { Rings } from './geometry.ts'

interface Props {
  readonly value: DisplayValue
  readonly centre: Rings['centre']
  /** The radius inside the ring. */
  readonly inner: number
  readonly size: number | undefined
  /** Whether it stands for a number that is not there. */
  readonly isWords: boolean
}

const wordSize = 12
const lineHeight = 1.2

/** The box inside a ring, from its middle. */
const boxIn = (inner: number) => ({ width: inner * 1.7, height: inner * 1.2 })

/** Whether words fit inside a ring in lines that can be read. */
export function fitsIn(inner: number, words: string): boolean {
  const { width, height } = boxIn(inner)
  const longest = Math.max(...words.split(' ').map((word) => measureText(word, wordSize).width))
  // Lines break at words: none of them is quite full.
  const lines = Math.ceil((measureText(words, wordSize).width * 1.25) / width)
  return longest <= width && lines * wordSize * lineHeight <= height
}

/** The value in the middle of its ring, as large as fits; words break into lines. */
export function DialText({ value, centre, inner, size, isWords }: Props) {
  const text = formattedValueToString(value)
  const { width, height } = boxIn(inner)
  const fitting = size ?? Math.min(calculateFontSize(text, width, height, 1, 100, 500), inner * 0.6)
  const isLine = !isWords || fitting >= wordSize
  return (
    <div
      title={text}
      style={{
        position: 'absolute',
        left: centre.x - width / 2,
        top: centre.y - height / 2,
        width,
        height,
        display: 'flex',
        textAlign: 'center',
        fontWeight: isLine ? 500 : 400,
        fontSize: isLine ? fitting : wordSize,
        lineHeight,
        whiteSpace: isLine ? 'nowrap' : 'normal',
        color: value.color,
      }}
    >
      <span style={{ margin: 'auto' }}>{text}</span>
    </div>
  )
}
