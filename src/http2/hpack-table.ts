/** One header field. */
export interface HeaderField {
  readonly name: string
  readonly value: string
}

/** The fields that every HPACK table begins with, from index 1 on (RFC 7541, appendix A). */
export const STATIC_FIELDS: readonly HeaderField[] = (
  ':authority|:method=GET|:method=POST|:path=/|:path=/index.html|:scheme=http|:scheme=https|:status=200|' +
  ':status=204|:status=206|:status=304|:status=400|:status=404|:status=500|accept-charset|' +
  'accept-encoding=gzip, deflate|accept-language|accept-ranges|accept|access-control-allow-origin|age|allow|' +
  'authorization|cache-control|content-disposition|content-encoding|content-language|content-length|' +
  'content-location|content-range|content-type|cookie|date|etag|expect|expires|from|host|if-match|' +
  'if-modified-since|if-none-match|if-range|if-unmodified-since|last-modified|link|location|max-forwards|' +
  'proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after|server|set-cookie|' +
  'strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate'
)
  .split('|')
  .map(field => {
    const [name = '', value = ''] = field.split('=')
    return { name, value }
  })

/** The size a table has until its owner says otherwise. */
export const DEFAULT_TABLE_SIZE = 4_096

/** What a field counts for in a table and in a header list, beside its name and value. */
const FIELD_OVERHEAD = 32

/** What a field counts for in a table and in a header list. It is never shorter than the field encoded. */
export function fieldSize(name: string, value: string): number {
  return name.length + value.length + FIELD_OVERHEAD
}
