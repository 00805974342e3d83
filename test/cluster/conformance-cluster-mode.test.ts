import { describe, test } from 'vitest'
import { realServer } from '../conformance/server-under-test.js'
import { conformance } from '../conformance/suite.js'
import { clusterModeCluster, hasCluster } from '../support/cluster.js'

// A cluster of the user's own has one mode, and conformance.test.ts is for it.
if (hasCluster('clusterMode')) conformance('a real CLUSTER proxy', await realServer(clusterModeCluster()))
else describe('a real CLUSTER proxy', () => test.skip('is not at ROCKETMQ_ENDPOINTS', () => {}))
