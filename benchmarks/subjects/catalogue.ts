import { GrpcReceiver, Http2Receiver } from './floor-receiver.js'
import { FramesBatchSender, FramesSender } from './frames-sender.js'
import { GrpcSender } from './grpc-sender.js'
import { Http2Sender, Http2SingleSender } from './http2-sender.js'
import { JetPushReceiver, JetSimpleReceiver } from './jet-receivers.js'
import { JetSender } from './jet-sender.js'
import { OfficialPushReceiver } from './official-receiver.js'
import { OfficialSender } from './official-sender.js'
import type { SubjectName, SubjectSetup } from './protocol.js'
import type { Receiver } from './receiver.js'
import type { Sender } from './sender.js'

type Made<T> = Partial<Record<SubjectName, new (setup: SubjectSetup) => T>>

const SENDERS: Made<Sender> = {
  jet: JetSender,
  'official-node': OfficialSender,
  'grpc-js': GrpcSender,
  http2: Http2Sender,
  'http2-single': Http2SingleSender,
  frames: FramesSender,
  'frames-batches': FramesBatchSender,
}

const RECEIVERS: Made<Receiver> = {
  'jet-push': JetPushReceiver,
  'jet-simple': JetSimpleReceiver,
  'official-node-push': OfficialPushReceiver,
  'http2-consumer': Http2Receiver,
  'grpc-js-consumer': GrpcReceiver,
}

/** The client that sends, by the name of the subject. */
export function createSender(setup: SubjectSetup): Sender {
  return make(SENDERS, setup)
}

/** The client that consumes, by the name of the subject. */
export function createReceiver(setup: SubjectSetup): Receiver {
  return make(RECEIVERS, setup)
}

function make<T>(made: Made<T>, setup: SubjectSetup): T {
  const Subject = made[setup.subject]
  if (!Subject) throw new Error(`${setup.subject} cannot do that`)
  return new Subject(setup)
}
