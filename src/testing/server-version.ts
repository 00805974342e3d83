/** The servers whose ways the double knows. */
export const SERVER_VERSIONS = ['5.2.0', '5.3.3', '5.4.0', '5.5.0'] as const
export type ServerVersion = (typeof SERVER_VERSIONS)[number]

/** What a server of some version does differently from others. */
export interface ServerTraits {
  /** Whether a batch's messages keep their own ids, tags, keys and properties. */
  readonly keepsBatches: boolean
  /** Whether there are recall handles, and `NODE_JS` is a known language. */
  readonly knowsRecall: boolean
  /** Whether there are priorities. */
  readonly knowsPriority: boolean
  /** Whether consumer groups must exist before they are used, and lite topics work. */
  readonly knowsLite: boolean
}

/** The traits of a version. */
export function traitsOf(version: ServerVersion): ServerTraits {
  const isFrom = (minor: number): boolean => Number(version.split('.')[1]) >= minor
  return { keepsBatches: isFrom(4), knowsRecall: isFrom(3), knowsPriority: isFrom(4), knowsLite: isFrom(5) }
}
