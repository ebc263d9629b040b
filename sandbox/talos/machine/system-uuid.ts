/** The UUID that the firmware of a server tells: the same at every boot. */
export function systemUuid(serverId: number): string {
  return `00000000-0000-4000-8000-${serverId.toString(16).padStart(12, "0")}`;
}
