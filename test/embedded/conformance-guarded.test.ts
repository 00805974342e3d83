import { afterAll } from 'vitest'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { guardedDouble, USERS } from '../conformance/server-under-test.js'
import { guardedConformance } from '../conformance/suite.js'

const server = guardedDouble(await EmbeddedProxy.start({ credentials: USERS, tls: true }))
afterAll(() => server.close())

guardedConformance('the double with users and a certificate', server)
