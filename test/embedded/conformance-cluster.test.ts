import { afterAll } from 'vitest'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { embeddedServer } from '../conformance/server-under-test.js'
import { conformance } from '../conformance/suite.js'

const transactions = { timeoutMs: 1000, checkIntervalMs: 2000 }
const proxy = await EmbeddedProxy.start({ mode: 'CLUSTER', transactions })
afterAll(() => proxy.close())

conformance('the double in CLUSTER mode', embeddedServer(proxy, 'CLUSTER'))
