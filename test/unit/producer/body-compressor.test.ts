import { randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { BatchBudget } from '../../../src/batch/lane-scheduler.js'
import type { RocketMQError } from '../../../src/errors.js'
import { BodyCompressor } from '../../../src/producer/body-compressor.js'
import { Envelope } from '../../../src/producer/envelope.js'
import { parseProducerOptions } from '../../../src/producer/producer-options.js'

function compressor(
  codec: 'gzip' | 'snappy',
  thresholdBytes: number,
  onFailed: (envelope: Envelope, error: RocketMQError) => void = () => {},
): BodyCompressor {
  const options = { endpoints: '127.0.0.1:8081', compression: { codec, thresholdBytes } }
  return new BodyCompressor(parseProducerOptions(options), new BatchBudget(100, 1_000_000), onFailed)
}

function envelope(body: string | Uint8Array): Envelope {
  const made = new Envelope()
  made.fill({ topic: 'orders', body })
  return Object.assign(made, { bodyBytes: body.length })
}

describe('a body', () => {
  const gzip = compressor('gzip', 100)

  it('is packed above the threshold, and only once', async () => {
    const small = envelope('x'.repeat(99))
    const large = envelope('x'.repeat(100))
    expect([small, large].map(each => each.isToPack(gzip.thresholdBytes))).toEqual([false, true])
    await gzip.compress(large)
    expect(gunzipSync(large.body as Buffer).toString()).toBe('x'.repeat(100))
    expect(large).toMatchObject({ bodyEncoding: 'GZIP', bodyBytes: large.body.length, packed: true })
    expect(large.isToPack(gzip.thresholdBytes)).toBe(false)
  })

  it('stays as it is where the mark of snappy would be one property too many', async () => {
    const snappy = compressor('snappy', 0)
    const withProperties = (count: number) => {
      const made = envelope('x'.repeat(1000))
      made.properties = Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, 'v']))
      return made
    }
    const [full, almost] = [withProperties(128), withProperties(127)]
    await Promise.all([snappy.compress(full), snappy.compress(almost)])
    expect(full).toMatchObject({ body: 'x'.repeat(1000), bodyBytes: 1000, packed: true, markKey: undefined })
    expect(almost).toMatchObject({ packed: true, markKey: '__jet_body' })
  })

  it('stays as it is if it gets no smaller', async () => {
    const noise = envelope(randomBytes(500))
    const { body } = noise
    await gzip.compress(noise)
    expect(noise).toMatchObject({ body, bodyEncoding: 'IDENTITY', bodyBytes: 500, packed: true })
  })

  it('bears a mark if it is packed by snappy, which RocketMQ does not know', async () => {
    const snappy = compressor('snappy', 1)
    const made = envelope('x'.repeat(1_000))
    await snappy.compress(made)
    expect(made).toMatchObject({ bodyEncoding: 'IDENTITY', markKey: '__jet_body', markValue: 'snappy' })
  })

  it('that was aborted in line is handed back, once', async () => {
    const failed: unknown[] = []
    const { queue } = compressor('gzip', 1, (each, error) => failed.push([each, error.code]))
    const controller = new AbortController()
    const made = envelope('x'.repeat(100_000))
    const added = queue.add(made, { signal: controller.signal })
    controller.abort()
    await expect(added).rejects.toMatchObject({ code: 'ABORTED' })
    await queue.stop()
    expect(failed).toEqual([[made, 'ABORTED']])
  })
})
