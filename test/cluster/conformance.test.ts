import { realServer } from '../conformance/server-under-test.js'
import { conformance } from '../conformance/suite.js'
import { localCluster } from '../support/cluster.js'

conformance('the real server', await realServer(localCluster()))
