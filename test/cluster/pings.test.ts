import { once } from 'node:events'
import { connect } from 'node:http2'
import { describe, expect, it } from 'vitest'
import { PROBES_PER_ANSWER } from '../../src/remoting/connection.js'
import { hasCluster, localCluster } from '../support/cluster.js'

describe.runIf(hasCluster('local'))('pings on the real server', () => {
  it('are answered as often as a connection sends them between two answers', async () => {
    const session = connect(`http://${localCluster().endpoints}`)
    const failures: unknown[] = []
    for (const event of ['goaway', 'error']) session.on(event, (...of) => failures.push([event, ...of]))
    await once(session, 'remoteSettings')
    const path = '/apache.rocketmq.v2.MessagingService/Telemetry'
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    })
    stream.on('error', error => failures.push(error))
    const ping = () =>
      new Promise<void>((resolve, reject) => session.ping(error => (error ? reject(error) : resolve())))
    const forKeepalive = 1
    for (let sent = 0; sent < PROBES_PER_ANSWER + forKeepalive; sent++) await ping()
    expect(failures).toEqual([])
    session.destroy()
  })
})
