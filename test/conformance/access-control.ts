import { beforeAll, describe, expect } from 'vitest'
import type { Credentials } from '../../src/index.js'
import { formatDateTime, sign } from '../../src/remoting/credentials.js'
import { apache } from '../../src/wire/generated/protocol.js'
import type { RawClient } from '../support/raw-client.js'
import { codeOf, message, only, type Scene, testOn } from './scene.js'
import { credentialsOf, type GuardedServer, USERS } from './server-under-test.js'

import v2 = apache.rocketmq.v2

const { ClientType } = v2
const root = credentialsOf('root')
const owner = credentialsOf('owner')
const guest = credentialsOf('guest')

type Headers = Record<string, string | undefined>

/** What a user signs. */
function signedBy(user: Credentials, at = new Date()): Headers & { authorization: string } {
  const { dateTime, authorization } = sign(user, formatDateTime(at.getTime()))
  return { 'x-mq-date-time': dateTime, authorization }
}

const right = signedBy(root)
/** What the super user signed, put otherwise. */
const put = (change: (authorization: string) => string): Headers => ({
  ...right,
  authorization: change(right.authorization),
})

const REFUSED: readonly [what: string, headers: Headers, why: string][] = [
  ['no credentials', {}, 'username cannot be null.'],
  ['an empty header', put(() => ''), 'username cannot be null.'],
  ['an access key of nobody', signedBy({ ...root, accessKey: 'stranger' }), 'User:stranger is not found.'],
  ['an empty access key', put(text => text.replace('=root', '=')), 'username cannot be null.'],
  ['a wrong secret', signedBy({ ...root, secretKey: 'wrong' }), 'check signature failed.'],
  ['another date', { ...right, 'x-mq-date-time': '20200101T000000Z' }, 'check signature failed.'],
  ['no date', { ...right, 'x-mq-date-time': undefined }, 'datetime is null.'],
  ['no signature', put(text => text.replace(/, Signature=.*/, '')), 'check signature failed.'],
  ['a signature that is no number', put(text => `${text}xyz`), 'create authentication context error.'],
  ['a header of one word', put(() => 'root'), 'authentication header is incorrect.'],
  [
    'a header without fields',
    put(() => 'Basic root'),
    'authentication keyValues length is incorrect, actual length=1.',
  ],
]

const TAKEN: readonly [what: string, headers: Headers][] = [
  ['a date of long ago', signedBy(root, new Date('2020-01-01'))],
  ['a signature in small letters', put(text => text.replace(/[0-9A-F]{40}/, hex => hex.toLowerCase()))],
  ['an access key with a region', put(text => text.replace('=root', '=root/here/RocketMQ'))],
  ['fields without the list of what is signed', put(text => text.replace(/SignedHeaders=[^,]*, /, ''))],
  ['fields in another order', put(text => text.replace(/ (.*), (Signature=.*)/, ' $2,$1'))],
  ['another scheme', put(text => text.replace('MQv2-HMAC-SHA1', 'Bearer'))],
]

/** One request of a client; gives the status of the answer. */
type Request = (client: RawClient) => Promise<v2.IStatus>

const statusOf = async (answer: Promise<{ status?: v2.IStatus | null }>): Promise<v2.IStatus> =>
  (await answer).status ?? {}

const named = (name: string) => ({ name })
const topic = named('open-topic')
const group = named('open-group')
const closedTopic = named('closed-topic')
const closedGroup = named('closed-group')
const receipt = { messageId: 'm', receiptHandle: 'r' }

const send =
  (...messages: v2.IMessage[]): Request =>
  client =>
    statusOf(client.send(...messages))
const route =
  (request: v2.IQueryRouteRequest): Request =>
  client =>
    statusOf(client.queryRoute({ endpoints: {}, ...request }))
const assignment =
  (request: v2.IQueryAssignmentRequest): Request =>
  client =>
    statusOf(client.queryAssignment({ endpoints: {}, ...request }))
const acknowledge =
  (request: v2.IAckMessageRequest): Request =>
  client =>
    statusOf(client.acknowledge(request))
const heartbeat =
  (clientType: v2.ClientType, of = closedGroup): Request =>
  client =>
    statusOf(client.heartbeat({ clientType, group: of }))
const goodbye =
  (request: v2.INotifyClientTerminationRequest): Request =>
  client =>
    statusOf(client.terminate(request))
const lite =
  (...liteTopicSet: string[]): Request =>
  client =>
    statusOf(client.syncLite({ group: closedGroup, topic: closedTopic, liteTopicSet }))
const receive =
  (request: v2.IReceiveMessageRequest): Request =>
  async client =>
    (await client.receive(request)).find(piece => piece.content === 'status')?.status ?? {}
const settings =
  (given: v2.ISettings): Request =>
  async client => {
    const telemetry = client.telemetry()
    telemetry.write({ settings: given })
    const status = await statusOf(telemetry.next())
    telemetry.close()
    return status
  }
const subscribed = (of: v2.IResource, ...topics: v2.IResource[]): v2.ISettings => ({
  clientType: ClientType.SIMPLE_CONSUMER,
  subscription: { group: of, subscriptions: topics.map(each => ({ topic: each, expression: { type: 1 } })) },
})
const published = (...topics: v2.IResource[]): v2.ISettings => ({
  clientType: ClientType.PRODUCER,
  publishing: { topics },
})

/** These users lack a permission on this. */
const lack = (resource: string, ...users: string[]): Record<string, string> =>
  Object.fromEntries(users.map(user => [user, resource]))
/** Everybody but the super user does. */
const all = (resource: string) => lack(resource, 'owner', 'reader', 'writer', 'clerk', 'guest')
const noPub = lack('Topic:open-topic', 'reader', 'clerk', 'guest')
const noSub = lack('Group:open-group', 'writer', 'clerk', 'guest')
/** The group is looked at before the topic. */
const noSubOnTopic = { ...noSub, ...lack('Topic:closed-topic', 'owner', 'reader') }

/** A request, and of each user who may not make it, what the user lacks. */
const NEEDS: readonly [what: string, request: Request, lacking: Record<string, string>][] = [
  ['sending: Pub on the topic', send(message('open-topic')), noPub],
  ['sending to a topic of others', send(message('closed-topic')), all('Topic:closed-topic')],
  ['sending to a topic that is missing', send(message('missing')), all('Topic:missing')],
  ['sending to a topic that cannot be', send(message('a.b')), all('Topic:a.b')],
  [
    'sending to the one topic that is named',
    send(message('exact')),
    lack('Topic:exact', 'owner', 'reader', 'writer', 'guest'),
  ],
  ['sending to a topic that begins like it', send(message('exact-more')), all('Topic:exact-more')],
  ['recalling: Pub on the topic', client => statusOf(client.recall({ topic, recallHandle: 'r' })), noPub],
  [
    'ending a transaction: Pub on the topic',
    client => statusOf(client.endTransaction({ topic, messageId: 'm', transactionId: 't', resolution: 1 })),
    noPub,
  ],
  [
    'asking for a route: Pub or Sub on the topic',
    route({ topic }),
    lack('Topic:open-topic', 'clerk', 'guest'),
  ],
  ['asking for the route of a missing topic', route({ topic: named('missing') }), all('Topic:missing')],
  ['asking for an assignment: Sub on the group and the topic', assignment({ group, topic }), noSub],
  [
    'receiving from a topic of others',
    receive({ group, messageQueue: { topic: closedTopic } }),
    noSubOnTopic,
  ],
  [
    'receiving in a group of others',
    receive({ group: closedGroup, messageQueue: { topic } }),
    all('Group:closed-group'),
  ],
  [
    'acknowledging in a group of others',
    acknowledge({ group: closedGroup, topic, entries: [] }),
    all('Group:closed-group'),
  ],
  [
    'acknowledging: Sub on the topic too',
    acknowledge({ group, topic: closedTopic, entries: [] }),
    noSubOnTopic,
  ],
  [
    'postponing: Sub on the group alone',
    client =>
      statusOf(client.changeInvisible({ group, topic: closedTopic, ...receipt, invisibleDuration: {} })),
    noSub,
  ],
  [
    'giving up a message: Sub on the group and the topic',
    client => statusOf(client.forwardToDeadLetters({ group, topic: closedTopic, ...receipt })),
    noSubOnTopic,
  ],
  ['a heartbeat of a producer: nothing', heartbeat(ClientType.PRODUCER), {}],
  [
    'a heartbeat of a push consumer: Sub on the group',
    heartbeat(ClientType.PUSH_CONSUMER),
    all('Group:closed-group'),
  ],
  ['a heartbeat of a simple consumer: Sub on the group', heartbeat(ClientType.SIMPLE_CONSUMER, group), noSub],
  ['a heartbeat of a lite consumer: nothing', heartbeat(ClientType.LITE_PUSH_CONSUMER), {}],
  ['a goodbye: Sub on the group', goodbye({ group: closedGroup }), all('Group:closed-group')],
  ['a goodbye without a group: nothing', goodbye({}), {}],
  ['subscribing to lite topics: Sub on the group', lite('a'), all('Group:closed-group')],
  ['subscribing to no lite topic: nothing', lite(), {}],
  ['settings of a producer: Pub on its topics', settings(published(topic)), noPub],
  [
    'settings of a producer of many topics: Pub on each',
    settings(published(topic, closedTopic)),
    { ...noPub, ...lack('Topic:closed-topic', 'owner', 'writer') },
  ],
  ['settings of a producer without topics: nothing', settings(published()), {}],
  [
    'settings of a consumer: Sub on its group and topics',
    settings(subscribed(group, topic, closedTopic)),
    noSubOnTopic,
  ],
]

const NAMELESS: readonly [what: string, request: Request, why: string][] = [
  ['a send without messages', send(), 'message is null.'],
  ['a message without a topic', send({}), 'topic is null.'],
  ['a message with a blank topic', send(message(' ')), 'topic is null.'],
  ['a route without a topic', route({}), 'topic is null.'],
  ['an assignment without a group', assignment({ topic }), 'group is null.'],
  ['an assignment without a topic', assignment({ group }), 'topic is null.'],
  ['a receive without a queue', receive({ group }), 'messageQueue is null.'],
  ['a receive without a group', receive({ messageQueue: { topic } }), 'group is null.'],
  ['settings with a nameless topic', settings(published({})), 'topic is null.'],
]

/** Who is served, and what each user may do; asked in plaintext, which is served beside TLS. */
export function accessControl(server: GuardedServer): void {
  const test = testOn(server)
  const clientOf = (scene: Scene, headers: Headers) => scene.client({ headers })

  beforeAll(async () => {
    for (const name of ['open-topic', 'closed-topic', 'exact', 'exact-more']) {
      await server.createTopic(name, 'NORMAL', 8)
    }
    for (const name of ['open-group', 'closed-group']) await server.createGroup(name, {})
  })

  describe('credentials', () => {
    test.for(REFUSED)('%s: refused', async ([, headers, why], { scene }) => {
      const { status } = await clientOf(scene, headers).send(message('open-topic'))
      expect(status).toMatchObject({ code: v2.Code.UNAUTHORIZED, message: why })
    })

    test.for(TAKEN)('%s: taken', async ([, headers], { scene }) => {
      expect(codeOf(await clientOf(scene, headers).send(message('open-topic')))).toBe('OK')
    })

    test('every procedure wants them', async ({ scene }) => {
      const client = clientOf(scene, {})
      for (const [what, request] of NEEDS) {
        expect([what, codeOf({ status: await request(client) })]).toEqual([what, 'UNAUTHORIZED'])
      }
    })

    test('a refused receive is answered with the status alone', async ({ scene }) => {
      const pieces = await clientOf(scene, {}).receive({ group, messageQueue: { topic } })
      expect(pieces.map(piece => piece.content)).toEqual(['status'])
    })

    test('a refused telemetry stream tells the status and ends well', async ({ scene }) => {
      const telemetry = clientOf(scene, {}).telemetry()
      telemetry.write({ settings: published() })
      const [told, end] = await Promise.all([telemetry.next(), telemetry.ended])
      expect([told.command, codeOf(told), end.code]).toEqual([undefined, 'UNAUTHORIZED', 0])
    })

    test('are looked at before the client id', async ({ scene }) => {
      const anonymous = (user?: Credentials) =>
        clientOf(scene, { ...(user && signedBy(user)), 'x-mq-client-id': undefined })
      expect(codeOf(await anonymous().send(message('open-topic')))).toBe('UNAUTHORIZED')
      expect(codeOf(await anonymous(guest).send(message('open-topic')))).toBe('UNAUTHORIZED')
      expect(codeOf(await anonymous(owner).send(message('open-topic')))).toBe('CLIENT_ID_REQUIRED')
      const pieces = await anonymous(owner).receive({ group, messageQueue: { topic } })
      expect(codeOf(only(pieces))).toBe('CLIENT_ID_REQUIRED')
    })

    test('are not wanted for reflection', async ({ scene }) => {
      expect((await clientOf(scene, {}).reflect('apache.rocketmq.v2.Message')).length).toBeGreaterThan(100)
    })
  })

  describe('permissions', () => {
    test.for(NEEDS)('%s', async ([, request, lacking], { scene }) => {
      const refused: Record<string, string> = {}
      for (const user of USERS) {
        const status = await request(clientOf(scene, signedBy(user)))
        if (status.code !== v2.Code.UNAUTHORIZED) continue
        const why = / has no permission to access (\S+) from 127.0.0.1, no matched policies.$/
        refused[user.accessKey] = why.exec(status.message ?? '')?.[1] ?? 'something else'
      }
      expect(refused).toEqual(lacking)
    })

    test('a batch: Pub on the topic of its first message', async ({ scene }) => {
      const client = clientOf(scene, signedBy(owner))
      expect(codeOf(await client.send(message('open-topic'), message('closed-topic')))).toBe(
        'MESSAGE_CORRUPTED',
      )
    })

    test.for(NAMELESS)('%s: refused, even to a super user', async ([, request, why], { scene }) => {
      const status = await request(clientOf(scene, signedBy(root)))
      expect(status).toMatchObject({ code: v2.Code.UNAUTHORIZED, message: why })
    })

    test('settings of neither a producer nor a consumer: an error of the server', async ({ scene }) => {
      const status = await settings({})(clientOf(scene, signedBy(root)))
      expect(codeOf({ status })).toBe('INTERNAL_SERVER_ERROR')
    })
  })
}
