import type { Broker } from './broker.js'
import type { Cluster } from './cluster.js'
import type { Consumption } from './consumption.js'
import { ok, refusal, statusOf, toMs, v2 } from './protocol.js'
import {
  formatFaultyReceiptHandle,
  formatReceiptHandle,
  parseReceiptHandle,
  type ReceiptHandle,
} from './receipt-handle.js'
import { validateGroupName, validateTopicName } from './resources.js'

/** What acknowledgements and their like have in common. */
interface Receipt {
  readonly group?: v2.IResource | null
  readonly topic?: v2.IResource | null
  readonly receiptHandle?: string | null
  readonly messageId?: string | null
  readonly liteTopic?: string | null
}

/** A receipt, looked up. */
interface Settled {
  readonly broker: Broker
  readonly consumption: Consumption
  readonly handle: ReceiptHandle
  readonly queueKey: string
}

/** Ends deliveries: consumed, to be delivered again, or given up. */
export class AckService {
  readonly #cluster: Cluster
  readonly #brokers: readonly Broker[]

  constructor(cluster: Cluster, brokers: readonly Broker[]) {
    this.#cluster = cluster
    this.#brokers = brokers
  }

  acknowledge(request: v2.IAckMessageRequest): v2.IAckMessageResponse {
    const { group, topic } = request
    validateTopicName(topic?.name)
    validateGroupName(group?.name)
    const entries = (request.entries ?? []).map(entry => {
      const { messageId = '', receiptHandle = '' } = entry
      return { messageId, receiptHandle, status: this.#acknowledgeOne({ ...entry, group, topic } as Receipt) }
    })
    if (entries.length === 0) throw refusal('INTERNAL_SERVER_ERROR', 'ack message result is empty')
    const codes = new Set(entries.map(entry => entry.status.code))
    const mixed = { code: v2.Code.MULTIPLE_RESULTS, message: 'mixed results' }
    return { status: codes.size === 1 ? (entries[0]?.status ?? ok) : mixed, entries }
  }

  changeInvisible(request: v2.IChangeInvisibleDurationRequest): v2.IChangeInvisibleDurationResponse {
    validateTopicName(request.topic?.name)
    validateGroupName(request.group?.name)
    const ms = toMs(request.invisibleDuration) ?? 0
    const { maxInvisibleMs } = this.#cluster.settings
    if (ms < 0 || ms > maxInvisibleMs) {
      throw refusal('ILLEGAL_INVISIBLE_TIME', `the invisibleTime is not in the range [0, ${maxInvisibleMs}]`)
    }
    const { broker, consumption, handle, queueKey } = this.#settle(request as Receipt)
    const changed = consumption.change(handle, queueKey, ms, request.suspend ?? false)
    broker.wake(request.topic?.name ?? '')
    const isFaulty = this.#cluster.mode === 'LOCAL'
    const receiptHandle = isFaulty ? formatFaultyReceiptHandle(handle, changed) : formatReceiptHandle(changed)
    return { status: ok, receiptHandle }
  }

  forwardToDeadLetters(
    request: v2.IForwardMessageToDeadLetterQueueRequest,
  ): v2.IForwardMessageToDeadLetterQueueResponse {
    validateTopicName(request.topic?.name)
    const group = validateGroupName(request.group?.name)
    // The broker copies what lies where the receipt points, whether it expired or not.
    const { broker, consumption, handle, queueKey } = this.#find(request as Receipt)
    const message = broker.messageAt(handle.logOffset)
    if (message !== undefined) this.#cluster.deadLetter(broker, group, message, message.reconsumeTimes)
    consumption.acknowledge(handle, queueKey)
    broker.wake(request.topic?.name ?? '')
    return { status: ok }
  }

  #acknowledgeOne(entry: Receipt): v2.IStatus {
    try {
      const { broker, consumption, handle, queueKey } = this.#settle(entry)
      consumption.acknowledge(handle, queueKey)
      // A FIFO queue may be free again.
      broker.wake(entry.topic?.name ?? '')
      return ok
    } catch (error) {
      return statusOf(error)
    }
  }

  #find(receipt: Receipt): Settled {
    const handle = parseReceiptHandle(receipt.receiptHandle ?? '')
    // In LOCAL mode it looks into its own queues, whatever broker the handle names.
    const isHere = ({ name }: Broker) => this.#cluster.mode === 'LOCAL' || name === handle.broker
    const broker = this.#brokers.find(isHere)
    if (broker?.isUp !== true) throw refusal('INVALID_RECEIPT_HANDLE', `cannot find broker ${handle.broker}`)
    const group = this.#cluster.groupOfBroker(receipt.group?.name ?? '')
    const consumption = broker.consumption(group, receipt.topic?.name ?? '')
    const queueKey = receipt.liteTopic || String(handle.queueId)
    return { broker, consumption, handle, queueKey }
  }

  #settle(receipt: Receipt): Settled {
    const settled = this.#find(receipt)
    const { consumption, handle, queueKey } = settled
    const isExpired = handle.takenAt + handle.invisibleMs <= this.#cluster.clock.now()
    if (isExpired && !consumption.isRenewed(handle, queueKey, receipt.messageId ?? '')) {
      throw refusal('INVALID_RECEIPT_HANDLE', 'receipt handle is expired')
    }
    return settled
  }
}
