export const LIBRARY_NAME = 'rocketmq-jet'

/** That of package.json, which a test compares. */
export const LIBRARY_VERSION = '0.1.0'

/** The name and version of this library, as servers list it. */
export const LIBRARY = `${LIBRARY_NAME}/${LIBRARY_VERSION}`

/**
 * The version of the official client whose protocol this one speaks. The server compares it as text: clients
 * below 5.0.3 get BAD_REQUEST where others get ILLEGAL_POLLING_TIME.
 */
export const PROTOCOL_VERSION = '5.2.0'
