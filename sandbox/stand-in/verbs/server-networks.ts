import { isDeepStrictEqual } from "node:util";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import type { Api } from "../api";
import { networkPart } from "./network-part";
import { type Attachment, attachServer, detachServer } from "./private-network";
import { blocks, integer, text, texts } from "./values";

/** The `network` blocks of a server, as attachments. */
export function attachmentsOf(values: ValueMap): readonly Attachment[] {
  return blocks(values, "network").map((block) => {
    const subnet = networkPart(text(block, "subnet_id"));
    return {
      networkId: subnet?.networkId ?? integer(block, "network_id"),
      range: subnet?.range,
      ip: text(block, "ip"),
      aliasIps: texts(block.get("alias_ips")),
    };
  });
}

/** Detaches, attaches and changes what differs between two states. An address that is not planned is asked for anew. */
export async function changeNetworks(api: Api, id: string, state: ValueMap, plan: ValueMap): Promise<void> {
  const [before, after] = [attachmentsOf(state), attachmentsOf(plan)];
  const find = (list: readonly Attachment[], { networkId }: Attachment) =>
    list.find((each) => each.networkId === networkId);
  const stays = (old: Attachment | undefined, now: Attachment | undefined) => old !== undefined && old.ip === now?.ip;
  for (const old of before) {
    if (!stays(old, find(after, old))) await detachServer(api, id, old.networkId);
  }
  for (const now of after) {
    const old = find(before, now);
    if (!stays(old, now)) await attachServer(api, id, now);
    else if (!isDeepStrictEqual([...(old?.aliasIps ?? [])].sort(), [...now.aliasIps].sort())) {
      const body = { network: now.networkId, alias_ips: now.aliasIps };
      await api.act(`/servers/${id}/actions/change_alias_ips`, body);
    }
  }
}
