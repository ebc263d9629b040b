import { chmodSync, chownSync, readFileSync } from "node:fs";
import type { SocketDirectory } from "./socket-directory";
import { StartError } from "./start-error";
import { systemErrorText } from "./system-error";

/**
 * Lets a group use the socket, as a host asks with PLUGIN_UNIX_SOCKET_GROUP that runs plugins under other users.
 * Throws a {@link StartError} when there is no such group, or it cannot be given the socket.
 */
export function shareSocketWithGroup(place: SocketDirectory, group: string): void {
  const groupId = findGroupId(group, () => readFileSync("/etc/group", "utf8"));
  if (groupId === undefined) {
    throw new StartError(
      `Cannot share the socket with group "${group}": set PLUGIN_UNIX_SOCKET_GROUP to a group that exists`,
    );
  }
  try {
    chownSync(place.directory, -1, groupId);
    chmodSync(place.directory, 0o710);
    chownSync(place.socketPath, -1, groupId);
    chmodSync(place.socketPath, 0o660);
  } catch (error) {
    const advice = "set PLUGIN_UNIX_SOCKET_GROUP to a group that this user belongs to";
    throw new StartError(`Cannot share the socket with group "${group}": ${advice} (${systemErrorText(error)})`);
  }
}

/** The number of a group given by number or by name; `readGroups` gives the text of /etc/group. */
export function findGroupId(group: string, readGroups: () => string): number | undefined {
  if (/^[0-9]{1,10}$/.test(group)) {
    return Number(group);
  }
  const line = readGroups()
    .split("\n")
    .find((entry) => entry.startsWith(`${group}:`));
  const groupId = Number.parseInt(line?.split(":")[2] ?? "", 10);
  return Number.isNaN(groupId) ? undefined : groupId;
}
