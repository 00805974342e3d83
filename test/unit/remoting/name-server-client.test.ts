import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createTlsSettings } from '../../../src/remoting/dial.js'
import {
  NameServerClient,
  type NameServerSettings,
  parseNameServers,
  shortcomingOf,
} from '../../../src/remoting/name-server-client.js'
import { eventually } from '../../support/patience.js'
import { type Asked, frame, type RemotingPeer, startRemotingPeer } from '../../support/remoting-peer.js'

function clientOf(addresses: string, settings: Partial<NameServerSettings> = {}): NameServerClient {
  return new NameServerClient(parseNameServers(addresses), {
    tls: undefined,
    timeoutMs: 10_000,
    signal: () => new AbortController().signal,
    credentials: async () => undefined,
    ...settings,
  })
}

/** Broker and name server in one: it names itself. */
async function startCluster(
  options: { version?: string; tls?: boolean; body?: (address: string) => string } = {},
): Promise<RemotingPeer> {
  const { version = 'V5_5_0', tls = false } = options
  const body =
    options.body ?? (address => `{"brokerDatas":[{"brokerAddrs":{0:"${address}"},"brokerName":"a"}]}`)
  const peer: RemotingPeer = await startRemotingPeer(
    ({ code }: Asked) =>
      frame(
        { code: 0 },
        code === 28 ? JSON.stringify({ table: { brokerVersionDesc: version } }) : body(peer.address),
      ),
    { tls },
  )
  return peer
}

describe('a name server', () => {
  it('is asked for the brokers of a topic, and each of them for its version', async () => {
    const peer = await startCluster()
    const brokers = await clientOf(peer.address).brokers('orders')
    expect(brokers).toEqual([{ name: 'a', address: peer.address, version: '5.5.0' }])
    expect(peer.asked.map(({ code }) => code)).toEqual([105, 28])
    expect(peer.asked[0]?.extFields).toEqual({ topic: 'orders', acceptStandardJsonOnly: 'true' })
  })

  it('names masters and slaves, with keys in quotes or without', async () => {
    const peer = await startCluster({
      body: address =>
        `{"brokerDatas":[{"brokerAddrs":{0:"${address}", 1 :"${address}","2":"${address}"},"brokerName":"{1:"}]}`,
    })
    const brokers = await clientOf(peer.address).brokers('orders')
    expect(brokers.map(({ name }) => name)).toEqual(['{1:', '{1:', '{1:'])
  })

  it('names all brokers of the cluster where no topic is given', async () => {
    const peer = await startCluster({
      body: address => `{"brokerAddrTable":{"a":{"brokerAddrs":{0:"${address}"},"brokerName":"a"}}}`,
    })
    expect(await clientOf(peer.address).brokers()).toHaveLength(1)
    expect(peer.asked[0]?.code).toBe(106)
  })

  it('that does not answer is passed over for the next one', async () => {
    const peer = await startCluster()
    const silent = await startRemotingPeer((_asked, socket) => void socket.destroy())
    const refusing = await startRemotingPeer(() =>
      frame({ code: 17, remark: 'No topic route info\nSee there' }),
    )
    const addresses = `${silent.address};${refusing.address},${peer.address}`
    expect(await clientOf(addresses).brokers('orders')).toHaveLength(1)
    await expect(clientOf(`${silent.address};${refusing.address}`).brokers('orders')).rejects.toThrow(
      new RegExp(
        `name server ${silent.address}: it closed .*; name server ${refusing.address}: it refused with code 17: No topic route info$`,
      ),
    )
  })

  it.each([
    ['a length beyond all bounds', Buffer.from('HTTP/1.1 400 Bad Request'), 'does not speak'],
    ['a header longer than the frame', Buffer.from([0, 0, 0, 6, 0, 0, 9, 9, 1, 1]), 'does not speak'],
    ['a header in another encoding', Buffer.from([0, 0, 0, 6, 1, 0, 0, 2, 1, 1]), 'does not speak'],
    ['a header that is no JSON', Buffer.from([0, 0, 0, 6, 0, 0, 0, 2, 1, 1]), 'does not speak'],
    ['a frame that is too short', Buffer.from([0, 0, 0, 4, 0, 0, 0, 2]), 'does not speak'],
    ['no JSON in its body', frame({ code: 0 }, '<html>'), 'cannot be read'],
    ['null in its body', frame({ code: 0 }, 'null'), 'names no broker'],
    ['nobody', frame({ code: 0 }, '{"brokerDatas":[]}'), 'names no broker'],
  ])('that answers with %s is not believed', async (_what, answer, words) => {
    const peer = await startRemotingPeer(() => answer)
    await expect(clientOf(peer.address).brokers('orders')).rejects.toThrow(words)
    await eventually(() => expect(peer.open.size).toBe(0))
  })

  it('that says nothing is given up in time, and its connection closed', async () => {
    const peer = await startRemotingPeer(() => undefined)
    await expect(clientOf(peer.address, { timeoutMs: 50 }).brokers('orders')).rejects.toThrow(
      'no answer within',
    )
    await eventually(() => expect(peer.open.size).toBe(0))
  })

  it('is let go when nobody waits any more', async () => {
    const closing = new AbortController()
    const peer = await startRemotingPeer(() => void closing.abort())
    const asking = clientOf(peer.address, { signal: () => closing.signal }).brokers('orders')
    await expect(asking).rejects.toMatchObject({ code: 'CLOSED' })
    await eventually(() => expect(peer.open.size).toBe(0))
    await expect(clientOf(peer.address, { signal: () => closing.signal }).brokers()).rejects.toMatchObject({
      code: 'CLOSED',
    })
  })

  it('reads an answer that comes byte by byte', async () => {
    const peer: RemotingPeer = await startRemotingPeer(({ code }, socket) => {
      const body =
        code === 28
          ? '{"table":{"brokerVersionDesc":"V5_4_0"}}'
          : `{"brokerDatas":[{"brokerAddrs":{"0":"${peer.address}"},"brokerName":"a"}]}`
      const bytes = [...frame({ code: 0 }, body)]
      const next = () => {
        const byte = bytes.shift()
        if (byte !== undefined) socket.write(Buffer.of(byte), () => setImmediate(next))
      }
      next()
      return undefined
    })
    expect(await clientOf(peer.address).brokers('orders')).toMatchObject([{ version: '5.4.0' }])
  })

  it('and its brokers get a signature over all fields, by name', async () => {
    const peer = await startCluster()
    const credentials = async () => ({ accessKey: 'alice', secretKey: 'secret' })
    await clientOf(peer.address, { credentials }).brokers('orders')
    const sign = (text: string) => createHmac('sha1', 'secret').update(text).digest('base64')
    expect(peer.asked.map(({ extFields }) => extFields.Signature)).toEqual([
      sign('alicetrueorders'),
      sign('alice'),
    ])
    expect(peer.asked[1]?.extFields.AccessKey).toBe('alice')
  })

  it.each(['', 'https://'])('that takes TLS only is asked in TLS, with %j before it', async prefix => {
    const peer = await startCluster({ tls: true })
    const tls = createTlsSettings({ ca: peer.certificate, serverName: 'localhost' })
    expect(await clientOf(prefix + peer.address, { tls }).brokers('orders')).toMatchObject([
      { version: '5.5.0' },
    ])
  })

  it('whose certificate nobody vouches for is not believed', async () => {
    const peer = await startCluster({ tls: true })
    const asking = clientOf(`https://${peer.address}`, { tls: createTlsSettings({}) }).brokers('orders')
    await expect(asking).rejects.toThrow('self-signed certificate')
    expect(peer.asked).toEqual([])
  })

  it('is never asked in plaintext with https:// before it', async () => {
    const peer = await startCluster()
    const asking = clientOf(`https://${peer.address}`, { tls: createTlsSettings({}) }).brokers('orders')
    await expect(asking).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(peer.asked).toEqual([])
  })
})

describe('name servers', () => {
  it('may be several, with names of hosts among them', () => {
    const { addresses, secure } = parseNameServers('ns1.example.com:9876; 10.0.0.1:9876,[::1]:9876;')
    expect(addresses.map(({ key }) => key)).toEqual(['ns1.example.com:9876', '10.0.0.1:9876', '[::1]:9876'])
    expect(secure).toBe(false)
    expect(parseNameServers('https://ns:9876').secure).toBe(true)
  })

  it.each(['', ';', 'host', 'host:0', 'a b:1'])('are refused as %j', text => {
    expect(() => parseNameServers(text)).toThrow('batch.nameServer must be host:port')
  })
})

describe('brokers', () => {
  const broker = (version: string) => ({ name: 'a', address: '127.0.0.1:10911', version })

  it.each(['5.4.0', '5.4.1', '5.5.0', '5.10.0', '6.0.0', '5.5.0-SNAPSHOT'])(
    'of %s keep batches whole',
    version => {
      expect(shortcomingOf([broker(version)], ['a'])).toBeUndefined()
    },
  )

  it.each(['5.3.3', '5.4.0-SNAPSHOT', '4.9.8', '5.3.10', 'HIGHER_VERSION', ''])(
    'of %j do not surely',
    version => {
      expect(shortcomingOf([broker('5.5.0'), broker(version)], ['a'])).toContain(version)
    },
  )

  it('that could not be asked, or that nobody named, prove nothing', () => {
    const mute = { name: 'b', address: '127.0.0.1:10921', failure: 'connect ECONNREFUSED' }
    expect(shortcomingOf([broker('5.5.0'), mute], ['a', 'c'])).toBe(
      "broker b at 127.0.0.1:10921 cannot be asked for its version: connect ECONNREFUSED, the name server does not know broker c of the topic's route",
    )
  })
})
