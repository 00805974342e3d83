import { afterEach, describe, expect, it } from 'vitest'
import { probeCapabilities } from '../../../src/remoting/server-capabilities.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { EmbeddedProxy, type EmbeddedProxyOptions } from '../../../src/testing/index.js'
import { closes, freePort, startPeer } from '../../support/peers.js'
import { failureOf, rpcClient } from '../../support/rpc-client.js'

let proxy: EmbeddedProxy | undefined
const calls = rpcClient()

afterEach(async () => {
  await proxy?.close()
  proxy = undefined
})

async function probe(options: EmbeddedProxyOptions, topic = 'orders', prepare = () => {}) {
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, ...options })
  prepare()
  const at = Endpoints.parse(proxy.endpoints)
  const found = await probeCapabilities(calls, at, topic || undefined)
  return { ...found, language: calls.at(at).language }
}

describe('what a server proves of itself', () => {
  it.each([
    ['5.5.0', 'LOCAL', { version: '5.4.0', keepsBatchesWhole: true, recall: true, language: 'NODE_JS' }],
    ['5.5.0', 'CLUSTER', { version: '5.4.0', keepsBatchesWhole: false, recall: true, language: 'NODE_JS' }],
    ['5.4.0', 'LOCAL', { version: '5.4.0', keepsBatchesWhole: true, recall: true, language: 'NODE_JS' }],
    ['5.3.3', 'LOCAL', { version: '5.3.2', keepsBatchesWhole: false, recall: true, language: 'NODE_JS' }],
    ['5.3.3', 'CLUSTER', { version: '5.3.2', keepsBatchesWhole: false, recall: true, language: 'NODE_JS' }],
    [
      '5.2.0',
      'LOCAL',
      { version: 'before 5.3.2', keepsBatchesWhole: false, recall: false, language: 'HTTP' },
    ],
  ] as const)(
    'is found by reflection and a foreign address: %s in %s mode',
    async (version, mode, expected) => {
      expect(await probe({ version, mode })).toEqual({ mode, ...expected })
    },
  )

  it('is not the mode where there is no topic to ask for', async () => {
    expect(await probe({}, '')).toMatchObject({
      version: '5.4.0',
      mode: 'unknown',
      keepsBatchesWhole: false,
    })
  })

  it('is not the mode where the topic does not exist', async () => {
    expect(await probe({}, 'nowhere')).toMatchObject({
      version: '5.4.0',
      mode: 'unknown',
      keepsBatchesWhole: false,
    })
  })

  it.each([
    ['has no reflection', 12],
    ['forbids reflection', 7],
    ['breaks on reflection', 13],
  ])('is nothing about its version where a server %s', async (_what, grpcStatus) => {
    const found = await probe({}, 'orders', () =>
      proxy?.faults.always('ServerReflectionInfo', { grpcStatus }),
    )
    expect(found).toEqual({
      version: 'unknown',
      mode: 'LOCAL',
      keepsBatchesWhole: false,
      recall: false,
      language: 'HTTP',
    })
  })

  it('is nothing about its mode where credentials are missing, though reflection needs none', async () => {
    const found = await probe({ credentials: { accessKey: 'alice', secretKey: 'secret' } })
    expect(found).toMatchObject({ version: '5.4.0', mode: 'unknown', keepsBatchesWhole: false })
  })

  it('stays open where nothing answers', async () => {
    const at = Endpoints.parse(`127.0.0.1:${await freePort()}`)
    expect(await failureOf(probeCapabilities(calls, at, 'orders'))).toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('stays open where something else answers', async () => {
    await using peer = await startPeer(closes)
    const failure = failureOf(probeCapabilities(calls, Endpoints.parse(peer.endpoints), 'orders'))
    expect(await failure).toMatchObject({ code: 'WRONG_PROTOCOL' })
  })

  it('is not waited for once its signal fired', async () => {
    proxy = await EmbeddedProxy.start()
    const at = Endpoints.parse(proxy.endpoints)
    const failure = failureOf(probeCapabilities(calls, at, 'orders', AbortSignal.abort()))
    expect(await failure).toMatchObject({ code: 'ABORTED' })
  })
})
