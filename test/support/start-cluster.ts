// Run as a process of its own by a test that kills it: starts a cluster and prints its port base.
import { startCluster } from '../../scripts/cluster/cluster.js'

const cluster = await startCluster()
console.log(cluster.state.portBase)
setInterval(() => {}, 60_000)
