const yes = new Set(
  `yes y true t 1 on x subscribed opted-in optin granted active published visible enabled
  ja j oui o si sí sì wahr vrai verdadero vero actief aktiv actif activo attivo`.split(/\s+/),
)
const no = new Set(
  `no n false f 0 -1 off - unsubscribed opted-out optout denied withdrawn pending inactive unpublished hidden
  disabled draft archived not-subscribed nein non nee falsch faux falso inaktiv inactif inactivo inattivo`.split(
    /\s+/,
  ),
)

/**
 * What a file means by its word for yes or no, in the languages of its headings and the words of shop systems.
 * A consent that is pending has not been given. Undefined for any other word.
 */
export function parseAnswer(text: string): boolean | undefined {
  const word = text.toLowerCase().replaceAll(/[\s_]+/g, '-')
  return yes.has(word) ? true : no.has(word) ? false : undefined
}
