/** A failure whose message is all a person needs: the command line prints it alone, without a stack. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError'
}
