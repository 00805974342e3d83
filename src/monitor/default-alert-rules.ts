import type { AlertRule } from './alert-rule.js'

/** What `alerts: 'default'` switches on. */
export const defaultAlertRules: readonly AlertRule[] = [
  {
    name: 'pool exhausted',
    metric: 'pools.*.waiting',
    above: 0,
    forMs: 5_000,
    severity: 'critical',
  },
  {
    name: 'connections exhausted',
    metric: 'connections.*.pool.waiting',
    above: 0,
    forMs: 5_000,
    severity: 'critical',
  },
  { name: 'pool leaking', metric: 'pools.*.leaked', above: 0 },
  { name: 'pool hit rate low', metric: 'pools.*.recentHitRate', below: 0.5, forMs: 30_000, severity: 'info' },
  { name: 'buffer nearly full', metric: 'batches.*.fill', above: 0.8, forMs: 5_000 },
  {
    name: 'sends failing',
    metric: 'producers.*.recentErrorRate',
    above: 0.05,
    forMs: 5_000,
    severity: 'critical',
  },
  {
    name: 'messages failing',
    metric: 'consumers.*.recentErrorRate',
    above: 0.05,
    forMs: 5_000,
    severity: 'critical',
  },
  {
    // Its heartbeats go on while a client is idle, so it is told there too.
    name: 'server gone',
    metric: 'connections.*.unreachableMs',
    above: 15_000,
    severity: 'critical',
  },
  {
    name: 'receiving fails',
    metric: 'consumers.*.receiveFailingMs',
    above: 15_000,
    severity: 'critical',
  },
  {
    name: 'acknowledgements fail',
    metric: 'consumers.*.ackFailingMs',
    above: 15_000,
    severity: 'critical',
  },
  {
    // None of all ends. One that takes long beside others that do their work is told by the next rule.
    name: 'handlers hanging',
    metric: 'consumers.*.stalledMs',
    above: 60_000,
    severity: 'critical',
  },
  { name: 'handler running long', metric: 'consumers.*.oldestHandlerMs', above: 600_000 },
  { name: 'event loop blocked', metric: 'system.eventLoop.delayMs.p99', above: 200, forMs: 3_000 },
  {
    // The floor, not the heap itself, which rises and falls between collections.
    name: 'memory growing',
    metric: 'system.memory.heapFloor',
    rateOfChange: 64 * 1024,
    windowMs: 600_000,
    forMs: 60_000,
  },
  {
    name: 'buffers growing',
    metric: 'system.memory.arrayBuffers',
    rateOfChange: 64 * 1024,
    windowMs: 600_000,
    forMs: 60_000,
  },
  {
    // Messages grow older before they arrive: more come in than are consumed. How old they are says nothing
    // by itself, a group may be catching up or its messages may be delayed ones.
    name: 'consumer falling behind',
    metric: 'consumers.*.deliveryMs.recent.p50',
    rateOfChange: 50,
    windowMs: 60_000,
    forMs: 15_000,
  },
]
