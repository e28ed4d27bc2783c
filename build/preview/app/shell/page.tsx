import { ThemeContext } from '@grafana/data'
import { GlobalStyles, PortalContainer } from '@grafana/ui'
import { useEffect } from 'react'
import { useDrawing } from '../dashboard/drawing.ts'
import { themeOf } from '../setup/theme.ts'
import { useView } from './address.ts'
import { DashboardPage } from './dashboard-page.tsx'
import { useLive } from './live.ts'
import { Missing } from './missing.tsx'
import { Notices } from './notices.tsx'
import { RunbookPage } from './runbook-page.tsx'
import { PageStyles } from './styles.tsx'
import { useFonts } from './use-fonts.ts'
import { useTheme } from './use-theme.ts'

/** The whole page. */
export function Page() {
  const [view, change] = useView()
  const theme = useTheme(view)
  const { state, isLost } = useLive()
  const hasFonts = useFonts()
  const { runbook } = view
  const shown =
    runbook === undefined ? state?.dashboards.find(({ uid }) => view.uid === undefined || uid === view.uid) : undefined
  useDrawing(!hasFonts || (state === undefined && !isLost))
  useEffect(() => {
    document.title = `${shown?.title ?? runbook ?? 'Dashboards'} - PyBase preview`
  }, [shown, runbook])
  const notices = <Notices problems={state?.problems ?? []} version={state?.version} isLost={isLost} />
  return (
    <ThemeContext.Provider value={themeOf(theme)}>
      <GlobalStyles />
      <PageStyles />
      {hasFonts && state && shown && (
        <DashboardPage
          key={shown.uid}
          shown={shown}
          state={state}
          view={{ ...view, uid: shown.uid }}
          change={change}
          notices={notices}
        />
      )}
      {!shown && notices}
      {state && runbook !== undefined && <RunbookPage name={runbook} version={state.version} view={view} />}
      {state && !shown && runbook === undefined && (
        <Missing what={view.uid} view={view} dashboards={state.dashboards} />
      )}
      <PortalContainer />
    </ThemeContext.Provider>
  )
}
