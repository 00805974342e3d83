import type { AdminClient } from './admin-client.js'
import { ClusterError } from './cluster-error.js'
import { CLUSTER_NAME } from './config-files.js'

/** Creates a user on every broker. */
export function createUser(
  admin: AdminClient,
  name: string,
  secret: string,
  superUser: boolean,
): Promise<void> {
  return mustSucceed(admin, 'createUser', '-u', name, '-p', secret, '-t', superUser ? 'Super' : 'Normal')
}

/** Allows a user actions (`Pub`, `Sub`) on resources (`Topic:orders`, `Group:*`, `Topic:pre*`). */
export function allow(
  admin: AdminClient,
  user: string,
  resources: readonly string[],
  actions: readonly string[],
): Promise<void> {
  const policy = ['-r', resources.join(','), '-a', actions.join(','), '-d', 'Allow']
  return mustSucceed(admin, 'createAcl', '-s', `User:${user}`, ...policy)
}

/** mqadmin tells of failure only in what it prints. */
async function mustSucceed(admin: AdminClient, command: string, ...args: string[]): Promise<void> {
  const printed = await admin.mqadmin([command, '-c', CLUSTER_NAME, ...args])
  if (!/success/i.test(printed)) throw new ClusterError(`mqadmin ${command} failed: ${rootCause(printed)}`)
}

/** The last cause in a Java stack trace, or all of a text that is none. */
export function rootCause(printed: string): string {
  const causes = printed.split('\n').filter(line => line.startsWith('Caused by: '))
  return causes.at(-1)?.slice('Caused by: '.length) ?? printed.trim()
}
