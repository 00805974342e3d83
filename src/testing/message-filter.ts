import { v2 } from './protocol.js'
import { refusal } from './refusal.js'
import { compileSql } from './sql-filter.js'
import type { StoredMessage } from './stored-message.js'

/** Which messages a subscription wants. */
export type MessageFilter = (message: StoredMessage) => boolean

/** Makes a filter of an expression: tags, or SQL92. An empty or missing one wants everything. */
export function filterOf(expression: v2.IFilterExpression | null | undefined): MessageFilter {
  const text = expression?.expression ?? ''
  if (expression?.type === v2.FilterType.SQL) return sqlFilter(text)
  if (text === '' || text === '*') return () => true
  const tags = new Set(
    text
      .split('||')
      .map(tag => tag.trim())
      .filter(Boolean),
  )
  if (tags.size === 0) throw refusal('ILLEGAL_FILTER_EXPRESSION', `bad tag expression ${text}`)
  return message => message.tag !== undefined && tags.has(message.tag)
}

function sqlFilter(text: string): MessageFilter {
  if (text.trim() === '') throw refusal('ILLEGAL_FILTER_EXPRESSION', 'the expression of filter is blank')
  const matches = compileSql(text)
  return message => matches(name => (name === 'TAGS' ? message.tag : message.properties[name]))
}
