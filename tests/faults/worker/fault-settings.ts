/** What is to go wrong in a platform; handed to its Worker as the variable FAULTS, as JSON. */
export interface FaultSettings {
  /** Is asked before and after every call to the outside, by name; any other answer than 200 makes the call fail. */
  readonly stepsUrl?: string
  /** Is told of each call that was made to fail. */
  readonly notesUrl?: string
  /** How often a call fails, before it has had effect and after, 0..1. */
  readonly failureRate?: number
  /** How often a queue message is lost, and how often one comes twice, 0..1. */
  readonly lossRate?: number
  /** D1 and the archive are away for the first `lengthMs` of every `periodMs`. */
  readonly outage?: { readonly periodMs: number; readonly lengthMs: number }
}
