import type { PanelProps } from '@grafana/data'
import { useTheme2 } from '@grafana/ui'
import { definePanel } from '../define.ts'
import { markdown } from './markdown.ts'

interface Options {
  readonly mode: 'markdown' | 'html' | 'code'
  readonly content: string
}

/** A text of the dashboard's author. HTML stays source text: the page shows dashboards of any origin. */
function TextPanel({ width, height, options, replaceVariables }: PanelProps<Options>) {
  const { colors, typography } = useTheme2()
  const content = replaceVariables(options.content)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <div tabIndex={0} role="document" style={{ width, height, overflow: 'auto', overflowWrap: 'anywhere' }}>
      {options.mode === 'html' && (
        <div role="note" style={{ color: colors.text.secondary, ...typography.bodySmall }}>
          This preview shows HTML as text.
        </div>
      )}
      {options.mode === 'markdown' ? (
        markdown(content)
      ) : (
        <pre style={{ whiteSpace: 'pre-wrap', margin: 0 }}>{content}</pre>
      )}
    </div>
  )
}

export const text = definePanel<Options>({
  component: TextPanel,
  options: { mode: 'markdown', content: '' },
  custom: {},
})
