import { createRequire } from 'node:module'
import { callHeaders } from './protocol-codec.js'

type Grpc = typeof import('@grpc/grpc-js')

/** A client of grpc-js, and what it says of itself with each call. */
export interface GrpcClient {
  client: InstanceType<Grpc['Client']>
  metadata: InstanceType<Grpc['Metadata']>
}

/** A client of grpc-js in the version that the SDK itself uses. */
export function openGrpcClient(endpoints: string, sdk: string): GrpcClient {
  const { Client, Metadata, credentials } = createRequire(sdk)('@grpc/grpc-js') as Grpc
  const client = new Client(endpoints, credentials.createInsecure(), { 'grpc.enable_retries': 0 })
  const metadata = new Metadata()
  const headers = callHeaders(`bench-grpc-${process.pid}`)
  for (const name in headers) metadata.set(name, headers[name] as string)
  return { client, metadata }
}
