import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AdminClient } from '../../scripts/cluster/admin-client.js'
import { DEFAULT_VERSION } from '../../scripts/cluster/cluster-options.js'
import { requirePrerequisites } from '../../scripts/cluster/prerequisites.js'
import { Progress } from '../../scripts/cluster/progress.js'
import { serverClassPath } from '../../scripts/cluster/server-jars.js'
import type { ControlledCluster } from './cluster-control.js'

/** A cluster of the user's own: its topics can be created, its processes are not ours. */
export interface GivenCluster extends ControlledCluster {
  stop(): Promise<void>
}

/** Administers the user's cluster through its name server, if that is known. */
export async function openGivenCluster(nameServer: string | undefined): Promise<GivenCluster> {
  if (nameServer === undefined) {
    const refuse = () =>
      Promise.reject(
        new Error('ROCKETMQ_ENDPOINTS is set without ROCKETMQ_NAME_SERVER: topics cannot be created.'),
      )
    const refused = { createTopic: refuse, createGroup: refuse, verifyMessage: refuse, admin: refuse }
    return { ...NOT_OURS, ...refused, stop: async () => {} }
  }
  await requirePrerequisites()
  const folder = await mkdtemp(join(tmpdir(), 'rocketmq-jet-admin-'))
  const classPath = await serverClassPath(DEFAULT_VERSION, new Progress())
  const admin = new AdminClient({ classPath, nameServer, folder })
  return {
    ...NOT_OURS,
    createTopic: (name, type = 'NORMAL', options = {}) => admin.createTopic(name, type, options.queues),
    createGroup: (name, options) => admin.createGroup(name, options),
    verifyMessage: (...args) => admin.verifyMessage(...args),
    admin: (...args) => admin.mqadmin(args),
    stop: async () => {
      await admin.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const refuseToTouch = (): Promise<void> =>
  Promise.reject(new Error('The cluster at ROCKETMQ_ENDPOINTS is not ours to kill or start.'))

const NOT_OURS = {
  killProxy: refuseToTouch,
  startProxy: refuseToTouch,
  killBroker: refuseToTouch,
  startBroker: refuseToTouch,
}
