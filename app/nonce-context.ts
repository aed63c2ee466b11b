import { createContext } from 'react'

/** The nonce that lets this page's own scripts run. Undefined in the browser, which needs none after the first load. */
export const NonceContext = createContext<string | undefined>(undefined)
