import { describe, expect, it } from 'vitest'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { RunningExample } from '../support/example.js'

describe('on a machine with nothing but Node', () => {
  it('the quickstart exchanges its 1,000 messages on the in-memory double, and says so', async () => {
    const { code, output } = await new RunningExample('quickstart', undefined).ended
    expect(output).toContain('in-memory double')
    expect(output).toMatch(/1000 send\(\) calls, .* travelled in \d{1,2} requests/)
    expect(output).toContain('1000 messages received, each of them once.')
    expect(output).toMatch(/envelopes +1,000 +1,000/)
    expect(code).toBe(0)
  })

  it('the testing example shows faults and a restart', async () => {
    const { code, output } = await new RunningExample('15-testing', undefined).ended
    expect(output).toContain('stored 2 times')
    expect(output).toContain('nothing lost')
    expect(output).toContain('Received: hello, hello, patience, restart.')
    expect(code).toBe(0)
  })

  it('the batch processor example batches without RocketMQ', async () => {
    const { code, output } = await new RunningExample('16-batch-processor', undefined).ended
    expect(output).toContain('500 items in 10 batches, 50 each')
    expect(output).toContain('1 item failed, the other 499')
    expect(code).toBe(0)
  })

  it('the optimized example uses every pool it has, and reuses what the first wave made', async () => {
    const proxy = await EmbeddedProxy.start({
      topics: { 'example-normal': 'NORMAL' },
      groups: ['example-workers'],
    })
    const { code, output } = await new RunningExample('optimized', proxy.endpoints).ended
    await proxy.close()
    const opening = [
      'pools are initialised: buffers, messages, orders',
      'the monitor is started, and watches them',
    ]
    expect(output.split('\n').slice(0, 2)).toEqual(opening)
    expect(output).toMatch(/produced 1,000 messages in [\d.]+ s, \d+ messages\/s\nconsumed 100 messages\n/)
    expect(output).toContain('processed 500 tasks in 10 batches')
    for (const pool of ['messages', 'orders'])
      expect(output).toContain(`pool ${pool}: 1000 taken, 950 hits, 50 misses`)
    expect(output).toMatch(/pool buffers: 10 taken, [1-9]/)
    expect(output).toMatch(/envelopes +1,000 +1,000 +950 +50 /)
    expect(code).toBe(0)
  })

  // A send waits for a server that is not up yet, for thirty seconds by default.
  it('an example says in one line that nothing listens, and ends', { timeout: 240_000 }, async () => {
    const { code, output } = await new RunningExample('01-produce', '127.0.0.1:1').ended
    expect(output).toContain('nothing listens there')
    expect(code).toBe(1)
  })
})
