/** Makes message ids, as a process of its own (prints them) or as a worker thread (posts them). */
import { isMainThread, parentPort } from 'node:worker_threads'
import { MessageIdGenerator } from '../../src/producer/envelope.js'

const generators = [new MessageIdGenerator(), new MessageIdGenerator()]
const ids = Array.from({ length: 2_000 }, (_, index) => (generators[index % 2] as MessageIdGenerator).next())
if (isMainThread) console.log(JSON.stringify(ids))
else parentPort?.postMessage(ids)
