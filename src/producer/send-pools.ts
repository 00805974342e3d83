import { BufferPool } from '../pool/buffer-pool.js'
import type { LeakDetection } from '../pool/leak-detector.js'
import { ObjectPool } from '../pool/object-pool.js'
import { Unpooled } from '../pool/unpooled.js'
import type { PoolStats } from '../stats/stats.js'
import { Envelope } from './envelope.js'

/** Envelopes kept for reuse. */
const MAX_IDLE_ENVELOPES = 65_536

/** What a producer recycles: the envelope of each message and the buffer of each request. */
export class SendPools {
  readonly envelopes: ObjectPool<Envelope> | Unpooled<Envelope>
  readonly buffers: BufferPool | Unpooled<Buffer, [size: number]>

  constructor(options: { pooling: boolean; leakDetection: LeakDetection }) {
    const { pooling, leakDetection } = options
    const create = () => new Envelope()
    this.envelopes = pooling
      ? new ObjectPool<Envelope>({
          name: 'envelopes',
          create,
          reset: envelope => envelope.reset(),
          maxSize: MAX_IDLE_ENVELOPES,
          leakDetection,
        })
      : new Unpooled('envelopes', create)
    this.buffers = pooling
      ? new BufferPool({ name: 'encode buffers', leakDetection })
      : new Unpooled('encode buffers', (size: number) => Buffer.allocUnsafeSlow(size))
  }

  /** Lets go of all that is idle; what is still out may be given back. */
  close(): void {
    for (const pool of [this.envelopes, this.buffers]) if (!(pool instanceof Unpooled)) pool.close()
  }

  stats(): PoolStats[] {
    return [this.envelopes.stats(), this.buffers.stats()]
  }
}
