import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import { localPath } from '../session/local-path.ts'
import { parseTheme } from '../theme/theme.ts'
import { writeTheme } from '../theme/theme-cookie.server.ts'

/** Keeps the choice of light or dark and goes back to the page it was made on. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const next = form.get('next')
  return redirect(localPath(typeof next === 'string' ? next : null), {
    headers: { 'Set-Cookie': await writeTheme(parseTheme(form.get('theme')), request) },
  })
}

export function loader() {
  return redirect('/')
}
