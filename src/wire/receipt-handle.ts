/**
 * The servers' layout of a receipt handle: where its checkpoint starts, when it was taken, for how long, revive
 * queue, kind of topic, broker, queue, offset, and where the message lies in the broker's log.
 */
const LAYOUT = /^\d+ \d+ \d+ -?\d+ \S+ \S+ -?\d+ \d+( -?\d+)*$/

const BROKER = 5
const OFFSET = 7
const LOG_OFFSET = 8

/**
 * The handle that is good after a message's invisible time was changed, made of the one before and the server's
 * answer. A LOCAL server (5.2.0 to 5.5.0) makes mistakes in its answer. It leaves the start of the old checkpoint in
 * it, though the change began a new one at the message itself: an acknowledgement by that handle is answered with
 * OK and has no effect. And it loses the place in the broker's log: forwarding by that handle puts another message
 * among the dead letters. A handle of any other layout is a server's own affair, and is taken as it is.
 */
export function handleAfterChange(before: string, answer: string): string {
  if (!LAYOUT.test(before) || !LAYOUT.test(answer)) return answer
  const old = before.split(' ')
  const changed = answer.split(' ')
  for (let field = BROKER; field <= OFFSET; field++) if (old[field] !== changed[field]) return answer
  changed[0] = changed[OFFSET] as string
  return [...changed.slice(0, LOG_OFFSET), ...old.slice(LOG_OFFSET, LOG_OFFSET + 1)].join(' ')
}
