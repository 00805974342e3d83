/** The index that a client id has in the middle: `host@pid@index@time`. */
const INDEX = /^[^@]*@\d+@(\d+)@/

/**
 * Names for clients that fit a table: consumers go by their group, producers by their kind, and a number tells those
 * of one name apart.
 *
 * @returns by client id
 */
export function ownersOf({ producers, consumers }) {
  const clients = [
    ...producers.map(({ clientId }) => ({ clientId, name: 'producer' })),
    ...consumers.map(({ clientId, consumerGroup }) => ({ clientId, name: consumerGroup })),
  ]
  const times = new Map()
  for (const { name } of clients) times.set(name, (times.get(name) ?? 0) + 1)
  return new Map(
    clients.map(({ clientId, name }) => {
      const number = INDEX.exec(clientId)?.[1] ?? clientId
      return [clientId, times.get(name) === 1 ? name : `${name} ${number}`]
    }),
  )
}
