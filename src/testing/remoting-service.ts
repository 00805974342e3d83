import { createHmac } from 'node:crypto'
import type { Socket } from 'node:net'
import type { User } from './access-control.js'
import type { Broker } from './broker.js'
import type { Cluster } from './cluster.js'
import { TcpListener } from './tcp-listener.js'

const GET_BROKER_RUNTIME_INFO = 28
const GET_ROUTEINFO_BY_TOPIC = 105
const GET_BROKER_CLUSTER_INFO = 106

const REQUEST_CODE_NOT_SUPPORTED = 3
const NO_PERMISSION = 16
const TOPIC_NOT_EXIST = 17

/** What name server and brokers say over RocketMQ's remoting protocol to one who asks for versions. */
export class RemotingService {
  readonly #cluster: Cluster
  readonly #isRouted: (index: number) => boolean
  readonly #users: readonly User[] | undefined
  readonly nameServer: TcpListener
  readonly #brokers: readonly RemotingListener[]

  /** @param isRouted whether a broker is in routes, at the time of asking */
  constructor(cluster: Cluster, isRouted: (index: number) => boolean, users: readonly User[] | undefined) {
    this.#cluster = cluster
    this.#isRouted = isRouted
    this.#users = users
    this.nameServer = new RemotingListener(question => this.#answerAsNameServer(question))
    this.#brokers = cluster.brokers.map(
      broker => new RemotingListener(question => this.#answerAsBroker(broker, question)),
    )
  }

  async start(): Promise<void> {
    await Promise.all([this.nameServer, ...this.#brokers].map(each => each.listen()))
  }

  async close(): Promise<void> {
    await Promise.all([this.nameServer, ...this.#brokers].map(each => each.close()))
  }

  #answerAsNameServer({ code, fields }: RemotingQuestion): RemotingAnswer {
    const brokers = this.#cluster.brokers.filter((broker, index) => broker.isUp && this.#isRouted(index))
    const described = brokers.map(broker => this.#describe(broker))
    if (code === GET_BROKER_CLUSTER_INFO) {
      const table = Object.fromEntries(described.map(each => [each.brokerName, each]))
      return { body: { brokerAddrTable: table } }
    }
    if (code !== GET_ROUTEINFO_BY_TOPIC) return notSupported(code)
    const topic = this.#cluster.topics.get(fields.topic ?? '')
    if (topic === undefined || described.length === 0) {
      const remark = `No topic route info in name server for the topic: ${fields.topic}`
      return { code: TOPIC_NOT_EXIST, remark }
    }
    const queueDatas = brokers.map(broker => {
      const count = broker.queues(topic).length
      return { brokerName: broker.name, perm: 6, readQueueNums: count, writeQueueNums: count }
    })
    return { body: { brokerDatas: described, queueDatas } }
  }

  #answerAsBroker(broker: Broker, question: RemotingQuestion): RemotingAnswer | undefined {
    if (!broker.isUp) return undefined
    const refused = this.#refusalOf(question)
    if (refused !== undefined) return { code: NO_PERMISSION, remark: refused }
    if (question.code !== GET_BROKER_RUNTIME_INFO) return notSupported(question.code)
    return { body: { table: { brokerVersionDesc: `V${broker.version.replaceAll('.', '_')}` } } }
  }

  #describe({ name }: Broker): { brokerName: string; brokerAddrs: Record<string, string> } {
    const index = this.#cluster.brokers.findIndex(broker => broker.name === name)
    return { brokerName: name, brokerAddrs: { 0: (this.#brokers[index] as TcpListener).address } }
  }

  /** Only brokers look at who asks; every user may ask what they are. */
  #refusalOf({ fields }: RemotingQuestion): string | undefined {
    if (this.#users === undefined) return undefined
    const { Signature, ...signed } = fields
    if (fields.AccessKey === undefined) return 'username cannot be null.'
    const user = this.#users.find(each => each.accessKey === fields.AccessKey)
    if (user === undefined) return `User:${fields.AccessKey} is not found.`
    const content = Object.keys(signed)
      .sort()
      .map(name => signed[name])
      .join('')
    const right = createHmac('sha1', user.secretKey).update(content).digest('base64')
    if (Signature !== right) return 'check signature failed.'
    return undefined
  }
}

function notSupported(code: number): RemotingAnswer {
  return { code: REQUEST_CODE_NOT_SUPPORTED, remark: ` request type ${code} not supported` }
}

/** A request of the remoting protocol, as far as it is looked at. */
interface RemotingQuestion {
  readonly code: number
  readonly fields: Readonly<Record<string, string>>
}

/** What is answered: a body, or why not. */
interface RemotingAnswer {
  readonly code?: number
  readonly remark?: string
  readonly body?: object
}

const PREFIX_BYTES = 8

/** A port of the loopback address that answers RocketMQ's remoting protocol. */
class RemotingListener extends TcpListener {
  readonly #answer: (question: RemotingQuestion) => RemotingAnswer | undefined

  /** @param answer nothing, to break the connection */
  constructor(answer: (question: RemotingQuestion) => RemotingAnswer | undefined) {
    super()
    this.#answer = answer
  }

  protected serve(socket: Socket): void {
    let unread: Buffer = Buffer.alloc(0)
    socket.on('data', chunk => {
      unread = Buffer.concat([unread, chunk])
      while (unread.length >= PREFIX_BYTES && unread.length >= 4 + unread.readUInt32BE(0)) {
        const end = 4 + unread.readUInt32BE(0)
        const frame = unread.subarray(0, end)
        unread = unread.subarray(end)
        if (!this.#reply(socket, frame)) return
      }
    })
  }

  #reply(socket: Socket, frame: Buffer): boolean {
    const question = readQuestion(frame)
    const answer = question === undefined ? undefined : this.#answer(question)
    if (question === undefined || answer === undefined) {
      socket.destroy()
      return false
    }
    const { code = 0, remark, body } = answer
    const header = Buffer.from(
      JSON.stringify({ code, flag: 1, language: 'JAVA', opaque: question.opaque, remark }),
    )
    const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body))
    const prefix = Buffer.alloc(PREFIX_BYTES)
    prefix.writeUInt32BE(4 + header.length + bytes.length, 0)
    prefix.writeUInt32BE(header.length, 4)
    socket.write(Buffer.concat([prefix, header, bytes]))
    return true
  }
}

function readQuestion(frame: Buffer): (RemotingQuestion & { opaque: number }) | undefined {
  try {
    const text = frame.toString('utf8', PREFIX_BYTES, PREFIX_BYTES + frame.readUIntBE(5, 3))
    const { code, opaque, extFields } = JSON.parse(text)
    return { code, opaque, fields: extFields ?? {} }
  } catch {
    return undefined
  }
}
