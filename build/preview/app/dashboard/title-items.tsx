import { css } from '@emotion/css'
import type { GrafanaTheme2 } from '@grafana/data'
import { Dropdown, Icon, IconButton, Menu, Tooltip, useStyles2, useTheme2 } from '@grafana/ui'
import { saidOf } from '../query/own-range.ts'
import { stretchesOf } from './description.ts'
import { safeUrl } from './links.ts'
import type { PanelModel } from './model.ts'

interface Props {
  readonly panel: PanelModel
  /** What Prometheus remarked on the answers. */
  readonly notices: readonly string[]
  readonly replaceVariables: (text: string) => string
  /** A URL with variables in it: their values are encoded. */
  readonly urlOf: (url: string) => string
}

/** What stands beside a panel's title: its description, its links and Prometheus' notices. All of it is text, never markup. */
export function TitleItems({ panel, notices, replaceVariables, urlOf }: Props) {
  const links = panel.links.flatMap(({ title, url, targetBlank }) => {
    const href = safeUrl(urlOf(url))
    return href === undefined ? [] : [{ title: replaceVariables(title) || href, href, targetBlank }]
  })
  const description = replaceVariables(panel.description)
  const ownTime = panel.hidesTime ? undefined : saidOf(panel)
  return (
    <>
      {ownTime !== undefined && <OwnTime text={ownTime} />}
      {description !== '' && (
        <Tooltip interactive content={<Description text={description} />}>
          <IconButton name="info-circle" size="md" aria-label={`Description: ${description}`} />
        </Tooltip>
      )}
      {notices.length > 0 && (
        <Tooltip content={<span style={{ whiteSpace: 'pre-line' }}>{notices.join('\n')}</span>}>
          <IconButton name="exclamation-triangle" size="md" aria-label={`Notices: ${notices.join('; ')}`} />
        </Tooltip>
      )}
      <Links links={links} />
    </>
  )
}

const OwnTime = ({ text }: { readonly text: string }) => {
  const { colors, typography } = useTheme2()
  return (
    <span style={{ whiteSpace: 'nowrap', color: colors.text.secondary, ...typography.bodySmall }}>
      <Icon name="clock-nine" size="sm" /> {text}
    </span>
  )
}

const Description = ({ text }: { readonly text: string }) => (
  <span className={useStyles2(styleOf)}>
    {stretchesOf(text).map(({ at, text, isCode }) => (isCode ? <code key={at}>{text}</code> : text))}
  </span>
)

interface PanelLink {
  readonly title: string
  readonly href: string
  readonly targetBlank: boolean
}

function Links({ links }: { readonly links: readonly PanelLink[] }) {
  const [link] = links
  const style = useStyles2(linkStyleOf)
  if (link === undefined) return null
  if (links.length === 1) {
    return (
      <Tooltip content={link.title}>
        <a className={style} href={link.href} aria-label={link.title} {...targetOf(link)}>
          <Icon name="external-link-alt" />
        </a>
      </Tooltip>
    )
  }
  const menu = (
    <Menu>
      {links.map((each) => (
        <Menu.Item
          key={each.title + each.href}
          label={each.title}
          url={each.href}
          icon="external-link-alt"
          {...(each.targetBlank ? { target: '_blank' as const } : {})}
        />
      ))}
    </Menu>
  )
  return (
    <Dropdown overlay={menu}>
      <IconButton name="link" size="md" aria-label={`${links.length} links`} />
    </Dropdown>
  )
}

const targetOf = ({ targetBlank }: PanelLink) => (targetBlank ? { target: '_blank', rel: 'noopener noreferrer' } : {})

const styleOf = (): string => css({ whiteSpace: 'pre-line' })

const linkStyleOf = (theme: GrafanaTheme2): string =>
  css({
    display: 'flex',
    color: theme.colors.text.secondary,
    '&:hover': { color: theme.colors.text.primary },
  })
