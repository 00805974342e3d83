/** A topic that every cluster has: the quickstart's, and the one readiness is asked with. */
export const DEFAULT_TOPIC = 'quickstart'

/** The quickstart's consumer group. */
export const DEFAULT_GROUP = 'quickstart-workers'
