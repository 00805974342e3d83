import type { SubjectName } from './subjects/protocol.js'

/** A subject under the name the report gives it, perhaps with a feature switched off. */
export interface Subject {
  readonly label: string
  readonly subject: SubjectName
  readonly options?: Record<string, unknown>
}

export const JET: Subject = { label: 'this SDK', subject: 'jet' }
export const OFFICIAL_NODE: Subject = { label: 'official Node', subject: 'official-node' }
export const OFFICIAL_JAVA: Subject = { label: 'official Java', subject: 'official-java' }
export const GRPC_JS: Subject = { label: 'grpc-js, unbatched', subject: 'grpc-js' }
export const FLOOR: Subject = { label: 'bare HTTP/2, fixed batches', subject: 'http2' }

export const FRAMES_FLOOR: Subject = { label: 'bare frames, fixed batches', subject: 'frames-batches' }

export const HTTP2_SINGLE: Subject = { label: 'bare node:http2', subject: 'http2-single' }
export const FRAMES: Subject = { label: 'bare frames', subject: 'frames' }
export const H2LOAD = 'h2load, a C program'

/** Whoever sends, in the order of the tables. */
export const SENDERS: readonly Subject[] = [JET, OFFICIAL_NODE, OFFICIAL_JAVA, GRPC_JS, FLOOR, FRAMES_FLOOR]

/** A server in memory: not measured itself. */
export const EMBEDDED: Subject = { label: 'EmbeddedProxy', subject: 'embedded-proxy' }

export const JET_PUSH: Subject = { label: 'this SDK, push', subject: 'jet-push' }
export const JET_SIMPLE: Subject = { label: 'this SDK, simple', subject: 'jet-simple' }
export const OFFICIAL_NODE_PUSH: Subject = { label: 'official Node, push', subject: 'official-node-push' }
export const OFFICIAL_JAVA_PUSH: Subject = { label: 'official Java, push', subject: 'official-java-push' }
export const CONSUME_FLOOR: Subject = { label: 'bare HTTP/2', subject: 'http2-consumer' }
export const GRPC_CONSUME_FLOOR: Subject = { label: 'bare grpc-js', subject: 'grpc-js-consumer' }

/** Whoever consumes, in the order of the tables. */
export const RECEIVERS: readonly Subject[] = [
  JET_PUSH,
  JET_SIMPLE,
  OFFICIAL_NODE_PUSH,
  OFFICIAL_JAVA_PUSH,
  GRPC_CONSUME_FLOOR,
  CONSUME_FLOOR,
]

/** This SDK with something switched off or on. */
export const UNBATCHED: Subject = {
  label: 'batching off',
  subject: 'jet',
  options: { batch: { mode: 'off' } },
}
export const OVER_GRPC_JS: Subject = {
  label: 'this SDK over grpc-js',
  subject: 'jet',
  options: { transport: 'grpc-js' },
}
/** Takes the name server of what is measured. */
export const PROVEN: Subject = { label: 'this SDK, batch.nameServer', subject: 'jet' }
export const UNPOOLED: Subject = { label: 'pooling off', subject: 'jet', options: { pooling: false } }
export const GZIP: Subject = { label: 'wire gzip', subject: 'jet', options: { wireCompression: 'gzip' } }
export const ONE_STREAM: Subject = {
  label: 'one call a connection, batching off',
  subject: 'jet',
  options: {
    batch: { mode: 'off' },
    connectionPool: { maxConnections: 1_000, streamsPerConnection: 1, acquireTimeoutMs: 20_000 },
  },
}
