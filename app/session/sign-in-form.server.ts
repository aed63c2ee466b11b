import type { ClientFailure } from '#shared/contracts/client.ts'

/** What the sign-in page says and asks for after a try. */
export interface SignInRefusal {
  readonly email: string
  readonly tenantId: string
  readonly error: string
  readonly isCodeNeeded: boolean
  /** To choose from; empty when there is nothing to choose. */
  readonly tenants: readonly { tenantId: string; name: string }[]
}

/** What somebody typed in. */
export interface TypedSignIn {
  readonly email: string
  readonly password: string
  readonly tenantId: string
  readonly code: string
}

export function readSignIn(form: FormData): TypedSignIn {
  const textOf = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  return {
    email: textOf('email').trim(),
    password: textOf('password'),
    tenantId: textOf('tenantId').trim(),
    code: textOf('code').trim(),
  }
}

/** What to say when the API refuses. Nothing of the password goes back into the page. */
export function signInRefusal(
  { email, tenantId, code }: TypedSignIn,
  { kind, status, message, problem }: ClientFailure,
): SignInRefusal {
  const tenants = problem?.tenants ?? []
  const isCodeNeeded = kind === 'second-factor-needed' || code !== ''
  return { email, tenantId, isCodeNeeded, tenants, error: wordsOf(kind, status, message, code) }
}

function wordsOf(kind: ClientFailure['kind'], status: number, message: string, code: string): string {
  switch (kind) {
    case 'second-factor-needed':
      return 'Enter the code your authenticator shows, or one of your recovery codes.'
    case 'tenant-choice-needed':
      return 'You have an account in several shops. Choose one.'
    case 'unauthenticated':
      return code === ''
        ? 'E-mail and password do not fit together. Check both and try again; after several wrong tries, wait some minutes.'
        : 'E-mail, password and code do not fit together. Each code is good once: wait for the next one.'
    default:
      return status === 422 ? 'Check what you entered.' : message
  }
}
