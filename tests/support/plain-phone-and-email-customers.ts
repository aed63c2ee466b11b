/**
 * The customers that visits come to when each names at most a phone and an e-mail and nothing but limits keeps people
 * apart: a list of sets, gone through for each visit.
 */
export function plainPhoneAndEmailCustomers(
  visits: readonly { phone?: string | undefined; email?: string | undefined }[],
  maxPhones: number,
  maxEmails: number,
): Set<string>[] {
  const customers: Set<string>[] = []
  const count = (keys: Iterable<string>, type: string) =>
    [...keys].filter((key) => key.startsWith(type)).length
  /** Too many of a kind together, and more than either has alone. */
  const isTooMany = (left: Iterable<string>, right: Iterable<string>) =>
    [['phone:', maxPhones] as const, ['email:', maxEmails] as const].some(([type, most]) => {
      const [lefts, rights] = [count(left, type), count(right, type)]
      return rights > 0 && lefts > 0 && lefts + rights > most
    })
  for (const { phone, email } of visits) {
    const ofPhone = customers.find((keys) => phone !== undefined && keys.has(phone))
    const ofEmail = customers.find((keys) => email !== undefined && keys.has(email))
    if (ofPhone !== undefined && ofPhone === ofEmail) continue
    if (phone === undefined || email === undefined) {
      const only = phone ?? email
      if (only !== undefined && ofPhone === undefined && ofEmail === undefined)
        customers.push(new Set([only]))
    } else if (ofPhone === undefined && ofEmail === undefined) {
      customers.push(new Set([phone, email]))
    } else if (ofPhone === undefined && ofEmail !== undefined) {
      // The visit is the phone's, so a phone that finds no place begins a customer.
      if (isTooMany(ofEmail, [phone])) customers.push(new Set([phone]))
      else ofEmail.add(phone)
    } else if (ofPhone !== undefined && ofEmail === undefined) {
      // An e-mail that finds no place stays unknown.
      if (!isTooMany(ofPhone, [email])) ofPhone.add(email)
    } else if (ofPhone !== undefined && ofEmail !== undefined && !isTooMany(ofPhone, ofEmail)) {
      for (const key of ofEmail) ofPhone.add(key)
      customers.splice(customers.indexOf(ofEmail), 1)
    }
  }
  return customers
}
