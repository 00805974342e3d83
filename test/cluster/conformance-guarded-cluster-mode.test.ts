import { afterAll, describe, test } from 'vitest'
import { startCluster } from '../../scripts/cluster/cluster.js'
import { guardedCluster } from '../conformance/server-under-test.js'
import { guardedConformance } from '../conformance/suite.js'
import { hasCluster } from '../support/cluster.js'

const name = 'a real proxy before a broker, with users and a certificate'
const cluster = hasCluster('clusterMode')
  ? await startCluster({ mode: 'cluster', acl: true, tls: true })
  : undefined
afterAll(() => cluster?.stop())

if (cluster === undefined) describe(name, () => test.skip('is not at ROCKETMQ_ENDPOINTS', () => {}))
else guardedConformance(name, await guardedCluster(cluster))
