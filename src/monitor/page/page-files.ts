import { readFileSync } from 'node:fs'

/**
 * The text of a file of the page. The build puts a module in place of this one that holds the texts themselves,
 * since bundlers take along what is imported, and no files beside it.
 */
export function pageFile(name: string): string {
  return readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8')
}
