import { css } from '@emotion/css'
import type { GrafanaTheme2 } from '@grafana/data'
import { useStyles2 } from '@grafana/ui'
import type { ReactNode } from 'react'

/** A sentence in the middle of a panel, in the place of its data. */
export const Message = ({ children }: { readonly children: ReactNode }) => (
  <div className={useStyles2(styleOf)}>{children}</div>
)

const styleOf = (theme: GrafanaTheme2): string =>
  css({
    height: '100%',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    textAlign: 'center',
    overflowWrap: 'anywhere',
    color: theme.colors.text.secondary,
  })
