// For applications: what users meet first stands first.
export { Producer } from './producer/producer.js'
export type {
  BatchOptions,
  CompressionOptions,
  MessageLimits,
  ProducerOptions,
  SendOptions,
  TransactionVerdict,
} from './producer/producer-options.js'
export type { DurabilityMark, SendReceipt } from './producer/dispatcher.js'
export type { Transaction } from './producer/transaction.js'

export { PushConsumer } from './consumer/push-consumer.js'
export type {
  BatchConsumeResult,
  BatchFailure,
  BatchListener,
  ConsumeResult,
  HandlerContext,
  MessageListener,
  PushConsumerOptions,
  Suspension,
} from './consumer/push-consumer-options.js'
export type { Consumer } from './consumer/consumer.js'
export { LitePushConsumer } from './consumer/lite-push-consumer.js'
export type { SubscribeLiteOptions } from './consumer/lite-subscriptions.js'
export type { LitePushConsumerOptions } from './consumer/push-consumer-options.js'
export type { LiteOffset } from './wire/lite-offset.js'
export { LiteSimpleConsumer } from './consumer/lite-simple-consumer.js'
export { SimpleConsumer } from './consumer/simple-consumer.js'
export type { GroupInspection, ReceiveOptions } from './consumer/simple-engine.js'
export type { LiteSimpleConsumerOptions, SimpleConsumerOptions } from './consumer/simple-consumer-options.js'
export { FilterExpression } from './consumer/subscriptions.js'
export type { SubscriptionsInput } from './consumer/subscriptions.js'

export { type Codec, json, type ProtobufType, protobuf } from './topics/codec.js'
export type { ParsingSchema, StandardIssue, StandardResult, StandardSchema } from './topics/codec.js'
export {
  combineListeners,
  defineTopic,
  type MessageFields,
  type TopicListener,
  type TypedBatchListener,
  type TypedListener,
  type TypedMessage,
  type TypedTopic,
  type UnreadableMessage,
} from './topics/typed-topic.js'

export { Requester, type RequesterOptions, type RequestOptions } from './request/requester.js'
export { type Refusal, type ReplyOptions, type RequestHandler, replyWith } from './request/replier.js'
export type { Reply } from './request/request-properties.js'

export { type Message, MessageDraft, type MessageType } from './message/message.js'
export { MessageView, type MessageViewFields } from './message/message-view.js'
export {
  type ClientErrorCode,
  type ErrorCode,
  type ErrorDetails,
  RocketMQError,
  type ServerErrorCode,
} from './errors.js'

export type { ClientMonitor, ClientOptions, ErrorContext, ErrorListener } from './client/configuration.js'
export {
  type EnvironmentKind,
  type EnvironmentOptions,
  type InFile,
  optionsFromEnvironment,
  optionsFromFile,
} from './environment/environment-options.js'
export type { ClientState, CloseOptions, StartOptions } from './client/lifecycle.js'
export type {
  InspectedCoalescing,
  InspectedServer,
  InspectedTopic,
  ServerInspection,
} from './client/server-inspection.js'
export type { Logger } from './client/logger.js'
export type { Permission as QueuePermission } from './route/topic-route.js'
export type { InspectedBroker } from './remoting/name-server-client.js'
export type { ConnectionPoolOptions, Transport } from './remoting/endpoint-connections.js'
export type { TlsOptions } from './remoting/observed-credentials.js'
export type { Credentials, CredentialsSource } from './remoting/credentials.js'

export { globalMonitor, Monitor, type SampleListener } from './monitor/monitor.js'
export type { MonitoredBatch, MonitoredPool } from './monitor/monitored-set.js'
export type { MonitorLogger, MonitorOptions } from './monitor/monitor-options.js'
export {
  defaultAlertRules,
  type AlertContext,
  type AlertRule,
  type AlertRules,
  type AlertSeverity,
  type AlertSink,
  type AlertStatus,
} from './monitor/alert-rule.js'
export { type WebhookOptions, webhook } from './monitor/webhook.js'
export type { ServeOptions } from './monitor/page/page-options.js'
export type { MonitorPage } from './monitor/page/page-server.js'
export { type ReportOptions, renderReport } from './monitor/report.js'
export type { Sample } from './monitor/sample.js'
export type {
  BatchSnapshot,
  ConnectionSnapshot,
  ConsumerSnapshot,
  MonitorSnapshot,
  PoolSnapshot,
  ProducerSnapshot,
  RpcSnapshot,
} from './monitor/snapshot.js'
export type { LeakSnapshot } from './monitor/leak-log.js'
export type {
  CpuMetrics,
  EventLoopMetrics,
  GcKindMetrics,
  GcMetrics,
  MemoryMetrics,
  SystemMetrics,
} from './monitor/system-metrics.js'
export type { ChannelName, ChannelPayloads } from './stats/channels.js'
export type {
  ProcessTrace,
  ReceivedMessage,
  SendTrace,
  SentMessage,
  SettleOperation,
  TracedClient,
  TracedDelivery,
  TracedReceive,
  TracedSettlement,
  Tracing,
} from './stats/tracing.js'
export type {
  BatchStats,
  BucketSummary,
  CachedMessages,
  ClientKind,
  ClientStats,
  ConnectionStats,
  ConsumerStats,
  ConsumerTopicStats,
  FlushReason,
  HistogramBuckets,
  HistogramSummary,
  MetricSetting,
  Monitored,
  PoolStats,
  ProducerStats,
  ProducerTopicStats,
  Rates,
  RecentSummary,
  RpcStats,
  UncoalescedTopic,
} from './stats/stats.js'

export {
  closeGlobalPools,
  type GlobalPoolsOptions,
  getBuffer,
  getMessage,
  getPool,
  globalPoolStats,
  initGlobalPools,
  putBuffer,
  putMessage,
  registerPool,
} from './producer/global-pools.js'

// For other libraries: batches and pools, which know nothing of RocketMQ.
export { BatchManager, globalBatchManager, type ManagedProcessor } from './batch/batch-manager.js'
export {
  type AddOptions,
  type BatchContext,
  type BatchHandler,
  type BatchOptions as BatchProcessorOptions,
  type BatchProcessorState,
  type BatchResults,
  type FullPolicy,
  ItemFailure,
  type StopOptions,
} from './batch/batch-options.js'
export { BatchProcessor } from './batch/batch-processor.js'
export { BufferPool, type BufferPoolOptions } from './pool/buffer-pool.js'
export { ConnectionPool, type ConnectionPoolSettings, type Lease } from './pool/connection-pool.js'
export type {
  HeldObject,
  LeakDetection,
  LeakDetector,
  LeakDetectorOptions,
  LeakReport,
} from './pool/leak-detector.js'
export { ObjectPool, type ObjectPoolOptions } from './pool/object-pool.js'
export { PoolRegistry, type PoolRegistryOptions } from './pool/pool-registry.js'
