import type { SubjectName } from './subjects/protocol.js'

/** A subject under the name the report gives it, perhaps with a feature switched off. */
export interface Player {
  readonly label: string
  readonly subject: SubjectName
  readonly options?: Record<string, unknown>
}

export const JET: Player = { label: 'this SDK', subject: 'jet' }
export const OFFICIAL_NODE: Player = { label: 'official Node', subject: 'official-node' }
export const OFFICIAL_JAVA: Player = { label: 'official Java', subject: 'official-java' }
export const GRPC_JS: Player = { label: 'grpc-js, unbatched', subject: 'grpc-js' }
export const FLOOR: Player = { label: 'bare HTTP/2, fixed batches', subject: 'http2' }

/** Whoever sends, in the order of the tables. */
export const SENDERS: readonly Player[] = [JET, OFFICIAL_NODE, OFFICIAL_JAVA, GRPC_JS, FLOOR]

/** A server in memory: not measured itself. */
export const EMBEDDED: Player = { label: 'EmbeddedProxy', subject: 'embedded-proxy' }

export const JET_PUSH: Player = { label: 'this SDK, push', subject: 'jet-push' }
export const JET_SIMPLE: Player = { label: 'this SDK, simple', subject: 'jet-simple' }
export const OFFICIAL_NODE_PUSH: Player = { label: 'official Node, push', subject: 'official-node-push' }
export const OFFICIAL_JAVA_PUSH: Player = { label: 'official Java, push', subject: 'official-java-push' }
export const CONSUME_FLOOR: Player = { label: 'bare HTTP/2', subject: 'http2-consumer' }
export const GRPC_CONSUME_FLOOR: Player = { label: 'bare grpc-js', subject: 'grpc-js-consumer' }

/** Whoever consumes, in the order of the tables. */
export const RECEIVERS: readonly Player[] = [
  JET_PUSH,
  JET_SIMPLE,
  OFFICIAL_NODE_PUSH,
  OFFICIAL_JAVA_PUSH,
  GRPC_CONSUME_FLOOR,
  CONSUME_FLOOR,
]

/** This SDK with something switched off or on. */
export const UNBATCHED: Player = {
  label: 'batching off',
  subject: 'jet',
  options: { batch: { mode: 'off' } },
}
export const UNPOOLED: Player = { label: 'pooling off', subject: 'jet', options: { pooling: false } }
export const GZIP: Player = { label: 'wire gzip', subject: 'jet', options: { wireCompression: 'gzip' } }
export const ONE_STREAM: Player = {
  label: 'one call a connection, batching off',
  subject: 'jet',
  options: {
    batch: { mode: 'off' },
    connectionPool: { maxConnections: 1_000, streamsPerConnection: 1, acquireTimeoutMs: 20_000 },
  },
}
