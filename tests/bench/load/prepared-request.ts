/** One request, ready to be sent: the driver does nothing but send it. */
export interface PreparedRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
