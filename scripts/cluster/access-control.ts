import type { AdminClient } from './admin-client.js'
import { ClusterError } from './cluster-error.js'
import { CLUSTER_NAME } from './config-files.js'

/** Creates a user on every broker. */
export function createUser(
  admin: Pick<AdminClient, 'mqadmin'>,
  name: string,
  secret: string,
  superUser: boolean,
): Promise<void> {
  return mustSucceed(admin, 'createUser', '-u', name, '-p', secret, '-t', superUser ? 'Super' : 'Normal')
}

/** Allows a user actions (`Pub`, `Sub`) on resources (`Topic:orders`, `Group:*`, `Topic:pre*`). */
export function allow(
  admin: Pick<AdminClient, 'mqadmin'>,
  user: string,
  resources: readonly string[],
  actions: readonly string[],
): Promise<void> {
  const policy = ['-r', resources.join(','), '-a', actions.join(','), '-d', 'Allow']
  return mustSucceed(admin, 'createAcl', '-s', `User:${user}`, ...policy)
}

const ATTEMPTS = 5

/**
 * mqadmin tells of failure only in what it prints. It waits five seconds for a broker, which a busy machine may need for
 * the first command of a kind; what it did not wait for may be done all the same.
 */
async function mustSucceed(
  admin: Pick<AdminClient, 'mqadmin'>,
  command: string,
  ...args: string[]
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const printed = await admin.mqadmin([command, '-c', CLUSTER_NAME, ...args])
    if (/success/i.test(printed)) return
    const cause = rootCause(printed)
    if (attempt > 1 && /exist/i.test(cause)) return
    if (attempt === ATTEMPTS || !/timeout|timed out/i.test(printed))
      throw new ClusterError(`mqadmin ${command} failed: ${cause}`)
  }
}

/** The last cause in a Java stack trace, or all of a text that is none. */
export function rootCause(printed: string): string {
  const causes = printed.split('\n').filter(line => line.startsWith('Caused by: '))
  return causes.at(-1)?.slice('Caused by: '.length) ?? printed.trim()
}
