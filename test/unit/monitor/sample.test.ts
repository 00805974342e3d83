import { expect, it } from 'vitest'
import { Monitor } from '../../../src/monitor/monitor.js'
import { Sampler } from '../../../src/monitor/sample.js'
import { clientStats, consumerStats, producerStats } from '../../support/stats-builders.js'

it('a sample has the errors of its interval by code, of producers and consumers together', () => {
  const monitor = new Monitor()
  let errors: Record<string, number> = { TIMEOUT: 5 }
  monitor.attach({ stats: () => clientStats({ clientId: 'a', producer: producerStats({ errors }) }) })
  monitor.attach({
    stats: () =>
      clientStats({
        clientId: 'b',
        kind: 'push-consumer',
        consumer: consumerStats({ errors: { ...errors } }),
      }),
  })
  const sampler = new Sampler()
  const at = (seconds: number) => ({ ...monitor.snapshot(), at: 1_000_000 + seconds * 1_000 })
  expect(sampler.sample(at(0)).errorsByCode).toEqual({})
  errors = { TIMEOUT: 7, FULL: 1 }
  expect(sampler.sample(at(2)).errorsByCode).toEqual({ TIMEOUT: 2, FULL: 1 })
  expect(sampler.sample(at(4)).errorsByCode).toEqual({})
})
