/** An e-mail address as accounts are stored under. */
export function normalEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase()
}
