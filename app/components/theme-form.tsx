import { useFetcher, useLocation } from '@remix-run/react'
import { type Theme, themes } from '../theme/theme.ts'
import { useTheme } from '../theme/use-theme.ts'

const names: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }

/** Light, dark or as the system has it; kept in a cookie, so that the first paint is right. */
export function ThemeForm() {
  const fetcher = useFetcher()
  const { pathname, search } = useLocation()
  const current = useTheme()
  return (
    <fetcher.Form method="post" action="/theme">
      <input type="hidden" name="next" value={`${pathname}${search}`} />
      <fieldset className="segments">
        <legend className="visually-hidden">Appearance</legend>
        {themes.map((theme) => (
          <button key={theme} type="submit" name="theme" value={theme} aria-pressed={theme === current}>
            {names[theme]}
          </button>
        ))}
      </fieldset>
    </fetcher.Form>
  )
}
