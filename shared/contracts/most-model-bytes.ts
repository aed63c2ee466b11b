/** Of an uploaded model, unpacked. */
export const mostModelBytes = 4 * 1024 * 1024
