export function formatCount(value: number): string
export function formatMean(value: number): string
export function formatRate(value: number): string
export function formatBytes(value: number): string
export function formatMs(value: number): string
export function formatShare(value: number | null): string
export function formatCounts(counts: Readonly<Record<string, number>>): string
export function formatDuration(milliseconds: number): string
