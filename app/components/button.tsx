import { Link, type LinkProps } from '@remix-run/react'
import type { ButtonHTMLAttributes } from 'react'

interface Look {
  look?: 'plain' | 'primary' | 'quiet'
  small?: boolean
}

function classOf({ look = 'plain', small = false }: Look): string {
  return ['button', look === 'plain' ? '' : `button-${look}`, small ? 'button-small' : '']
    .filter(Boolean)
    .join(' ')
}

/** Does something. A button inside a form sends it unless it says otherwise. */
export function Button({
  look,
  small,
  type = 'button',
  ...rest
}: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type={type} {...rest} className={classOf({ ...(look && { look }), ...(small && { small }) })} />
  )
}

/** Goes somewhere, and looks like a button. */
export function ButtonLink({ look, small, ...rest }: Look & LinkProps) {
  return <Link {...rest} className={classOf({ ...(look && { look }), ...(small && { small }) })} />
}
