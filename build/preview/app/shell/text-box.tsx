import { Input } from '@grafana/ui'
import { useState } from 'react'

interface Props {
  readonly id: string
  readonly text: string
  readonly onChange: (text: string) => void
}

/** A text that counts once somebody who wrote another one presses Enter or goes elsewhere. */
export function TextBox({ id, text, onChange }: Props) {
  const [written, setWritten] = useState<string>()
  const finish = () => {
    setWritten(undefined)
    if (written !== undefined && written !== text) onChange(written)
  }
  return (
    <Input
      id={id}
      width={20}
      value={written ?? text}
      onChange={({ currentTarget }) => setWritten(currentTarget.value)}
      onKeyDown={({ key }) => key === 'Enter' && finish()}
      onBlur={finish}
    />
  )
}
