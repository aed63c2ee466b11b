import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { ButtonLink } from './button.tsx'
import { ErrorState } from './states.tsx'

/** What a person sees instead of a page that cannot be shown; it never tells more than the API said. */
export function ErrorPage() {
  const { title, text, requestId } = describe(useRouteError())
  return (
    <ErrorState heading="h1" title={title} actions={<ButtonLink to="/">Go to the start</ButtonLink>}>
      {text}
      {requestId === undefined ? null : (
        <>
          {' '}
          If you ask for help, quote <code>{requestId}</code>.
        </>
      )}
    </ErrorState>
  )
}

interface Description {
  title: string
  text: string
  requestId?: string | undefined
}

function describe(error: unknown): Description {
  if (!isRouteErrorResponse(error)) {
    return { title: 'Something went wrong', text: 'The page could not be shown. Try again in a moment.' }
  }
  const requestId = textIn(error.data, 'requestId')
  switch (error.status) {
    case 403:
      return {
        title: 'You may not see this',
        text: `${textIn(error.data, 'message') ?? 'Your role does not include it'}. Ask an owner or an admin of the shop.`,
        requestId,
      }
    case 404:
      return {
        title: 'Nothing here',
        text: 'There is no such page, customer or import. It may have been removed.',
      }
    case 429:
      return { title: 'Too many requests', text: 'Wait a moment, then load the page again.', requestId }
    default:
      return {
        title: error.status >= 500 ? 'Patron is not available' : 'That did not work',
        text: textIn(error.data, 'message') ?? 'Try again in a moment.',
        requestId,
      }
  }
}

function textIn(data: unknown, name: string): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const value = Object.getOwnPropertyDescriptor(data, name)?.value
  return typeof value === 'string' ? value : undefined
}
