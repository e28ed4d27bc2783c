interface Props {
  readonly text: string
  readonly height: number
  readonly size: number | undefined
}

/** The name below a gauge, in one line. */
export const DialTitle = ({ text, height, size }: Props) => (
  <div
    title={text}
    style={{
      position: 'absolute',
      bottom: 0,
      width: '100%',
      lineHeight: `${height}px`,
      fontSize: size ?? Math.min(14, height - 2),
      textAlign: 'center',
      overflow: 'hidden',
      whiteSpace: 'nowrap',
      textOverflow: 'ellipsis',
    }}
  >
    {text}
  </div>
)
