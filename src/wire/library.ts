export const LIBRARY_NAME = 'rocketmq-jet'

/** A test holds it to the package's. */
export const LIBRARY_VERSION = '0.1.0'

/** The name and version of this library, for whoever reads it at the server. */
export const LIBRARY = `${LIBRARY_NAME}/${LIBRARY_VERSION}`

/**
 * The version of the protocol's clients that this one equals, for the server, which compares it as text: below 5.0.3
 * it takes a client for one that cannot bear some answers.
 */
export const PROTOCOL_VERSION = '5.2.0'
