/** Where staff set up a second factor: the one page left to whoever must have one and has none. */
export const secondFactorPath = '/settings/account/second-factor'
