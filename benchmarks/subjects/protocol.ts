/** What the benchmark and the processes it measures tell each other: one JSON object a line, in both directions. */

/** How a subject's process is started; the first argument of the process. */
export interface SubjectSetup {
  /** Which of the subjects. */
  subject: SubjectName
  endpoints: string
  topic: string
  /** Only consumers have one. */
  consumerGroup?: string
  /** The server's processes, where they are ours. */
  serverPids?: readonly number[]
  /** URL of the built SDK's folder, with a slash at its end. */
  sdk: string
  /** Options of the SDK's producer beside its address: how a feature is switched off. */
  options?: Record<string, unknown>
}

/** Every process that can be measured. The Java ones are started differently, but told the same. */
export type SubjectName =
  | 'jet'
  | 'official-node'
  | 'official-java'
  | 'grpc-js'
  | 'http2'
  | 'http2-single'
  | 'frames-batches'
  | 'frames'
  | 'jet-push'
  | 'jet-simple'
  | 'official-node-push'
  | 'official-java-push'
  | 'http2-consumer'
  | 'grpc-js-consumer'
  | 'embedded-proxy'

/** What bodies are made of: bytes that nothing compresses, or JSON like an order's. */
export type Content = 'random' | 'json'

/** How long delayed messages are held back: beyond the end of the run, so that nobody delivers them meanwhile. */
export const DELAY_MS = 3_600_000

/** What is sent: plain messages, or such as no server takes in batches; a transaction is committed with each. */
export type MessageKind = 'normal' | 'fifo' | 'delay' | 'transaction'

/** A closed loop: callers that each await their send before the next. */
export interface SendLoad {
  callers: number
  bodyBytes: number
  content: Content
  /** Runs first and counts for nothing. */
  warmMs: number
  measureMs: number
  /** Sample what is allocated, which slows the run a little. */
  allocations?: boolean
  /** Default `normal`. */
  kind?: MessageKind
  /** Messages handed to one `sendBatch()`; 1 is `send()`. */
  messagesPerCall?: number
}

/** What one run of a load was. What a subject cannot know of itself is left out. */
export interface SendResult {
  messages: number
  failed: number
  seconds: number
  /** Messages a second. */
  rate: number
  p50Ms: number
  p99Ms: number
  /** Standard deviation of the latency. */
  jitterMs: number
  /** CPU of the client's process. */
  cpuMicrosPerMessage: number
  /** CPU of the server's processes. */
  serverCpuMicrosPerMessage?: number | undefined
  scavenges: number
  majorCollections: number
  gcPauseMs: number
  rssMb: number
  /** Since the process started. */
  connections?: number
  /** SendMessage calls in the window. */
  requests?: number
  /** Bytes written to sockets in the window. */
  wireBytes?: number
  /** Objects' bytes allocated in the window, as sampled. */
  allocatedBytes?: number
  /** What the first failure said. */
  error?: string
}

/** A consumer's run over a number of messages, after those that warmed it up. */
export interface ConsumeResult {
  messages: number
  /** From the last message of the warm-up on. */
  seconds: number
  rate: number
  /** From send to handler; only where bodies are stamped. */
  p50Ms: number
  p99Ms: number
  cpuMicrosPerMessage: number
  /** CPU of the server's processes. */
  serverCpuMicrosPerMessage?: number | undefined
  scavenges: number
  majorCollections: number
  gcPauseMs: number
  rssMb: number
  connections?: number
  /** Calls of any method. */
  requests?: number
}

/** One look at a process's memory. */
export interface MemorySample {
  messages: number
  rssMb: number
  heapMb: number
}

/** A producer that lived through an outage. */
export interface OutageResult {
  succeeded: number
  failed: number
  /** Bodies of the confirmed messages are the numbers of this list. */
  confirmed: number[]
  /** Times of confirmations, epoch milliseconds, in order. */
  confirmedAt: number[]
  error?: string
}

/** How the cost of a monitor is measured. */
export interface MonitorLoad {
  callers: number
  bodyBytes: number
  /** Windows with a monitor, and as many without. */
  pairs: number
}

/** One second of sending. */
export interface MonitorWindow {
  rate: number
  cpuMicrosPerMessage: number
}

/** A producer with a monitor and without, second by second. */
export interface MonitorCost {
  callers: number
  on: MonitorWindow[]
  off: MonitorWindow[]
  /** Share of the process's busy time that the monitor itself takes, by a CPU profile. */
  ownShare: number
}

/** A server in memory, as large as asked for: what grows here is the client's work. */
export interface EmbeddedSize {
  brokers: number
  topics: number
  fifo: boolean
}

/** Work of one producer or many, spread over topics and message groups. */
export interface GrowthLoad {
  producers: number
  topics: number
  /** Message groups; 0 for messages without one. */
  groups: number
  callers: number
  warmMs: number
  measureMs: number
}

/** What that work costs the client. */
export interface GrowthResult extends SendResult {
  /** Collected heap of the started producers before they sent anything. */
  idleHeapMb: number
  /** Timers that run by then. */
  idleTimers: number
}

/** What a consumer looks for in bodies: the time they were sent, or the number they hold. */
export type Kept = 'nothing' | 'stamps' | 'numbers'

/** What the benchmark may ask; each is answered by one {@link Answer}. */
export type Command =
  | ({ do: 'send' } & SendLoad)
  | { do: 'soak'; messages: number; callers: number; bodyBytes: number }
  | { do: 'fill'; messages: number; bodyBytes: number }
  | { do: 'pace'; perSecond: number; seconds: number; bodyBytes: number }
  | { do: 'outage'; callers: number; pauseMs: number }
  | { do: 'settle' }
  | { do: 'listen'; keep: Kept; warmUp: number }
  | { do: 'collect'; messages: number; timeoutMs: number }
  | { do: 'numbers'; messages: number; quietMs: number }
  | ({ do: 'host' } & EmbeddedSize)
  | ({ do: 'grow' } & GrowthLoad)
  | ({ do: 'monitor' } & MonitorLoad)
  | { do: 'close' }

/** What a process says. */
export type Answer = { ok: unknown } | { error: string }
