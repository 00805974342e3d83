import { describe } from 'vitest'
import { accessControl } from './access-control.js'
import { publicClients } from './clients.js'
import { ordered } from './fifo.js'
import { guardedClients } from './guarded-clients.js'
import { lite } from './lite.js'
import { receiving } from './receive.js'
import { redelivery } from './redelivery.js'
import { routes } from './routes.js'
import { sending } from './send.js'
import type { GuardedServer, ServerUnderTest } from './server-under-test.js'
import { settings } from './settings.js'
import { sqlFiltering } from './sql-filter.js'
import { timed } from './timed.js'
import { plaintext, tls } from './tls.js'
import { transactions } from './transactions.js'
import { validation } from './validation.js'

/**
 * Everything that is known of a RocketMQ 5.5.0 proxy and that a test, here or at a user's, may rely on in the
 * double. It runs unchanged against the double and the real server; where they differ the real one is right.
 */
export function conformance(name: string, server: ServerUnderTest): void {
  describe.concurrent(`${name} conforms`, { timeout: 300_000 }, () => {
    // What waits longest begins first.
    describe('redelivery', () => redelivery(server))
    describe('ordered consumption', () => ordered(server))
    describe('transactions', () => transactions(server))
    describe('receiving', () => receiving(server))
    describe('delays and priorities', () => timed(server))
    describe('SQL filters', () => sqlFiltering(server))
    describe('lite topics', () => lite(server))
    describe('sending', () => sending(server))
    describe('validation', () => validation(server))
    describe('settings', () => settings(server))
    describe('routes', () => routes(server))
    describe('public clients', () => publicClients(server))
  })
}

/** What is known of access control and TLS, held in the same way. */
export function guardedConformance(name: string, server: GuardedServer): void {
  describe(`${name} conforms`, { timeout: 300_000 }, () => {
    describe.concurrent('access control', () => accessControl(server))
    describe.concurrent('clients with credentials', () => guardedClients(server))
    describe.concurrent('TLS', () => tls(server))
    describe('a port without TLS', () => plaintext(server))
  })
}
