// Run as a process of its own by a test that kills it: sends one message in a transaction and never ends it.
import { Producer } from '../../src/index.js'

const [endpoints = '', topic = '', ...bodies] = process.argv.slice(2)
const producer = new Producer({ endpoints, topics: [topic] })
for (const body of bodies) await producer.beginTransaction().send({ topic, body })
console.log('sent')
setInterval(() => {}, 60_000)
