import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { type Api, type JsonObject, member, retry } from "../api";
import { blocks, flag, integer } from "./values";

/** Which of the two addresses a server has. */
type Family = "ipv4" | "ipv6";

/** What a `public_net` block says of one family; without a block both are on, and made by the API. */
interface Wish {
  readonly isEnabled: boolean;
  /** 0 where the API is to make one. */
  readonly id: number;
}

function wishOf(values: ValueMap, family: Family): Wish {
  const [block] = blocks(values, "public_net");
  if (block === undefined) return { isEnabled: true, id: 0 };
  return { isEnabled: flag(block, `${family}_enabled`), id: integer(block, family) };
}

/** `public_net` for the body of a create; nothing without a block. */
export function publicNetBody(plan: ValueMap): JsonObject {
  if (blocks(plan, "public_net").length === 0) return {};
  const [ipv4, ipv6] = [wishOf(plan, "ipv4"), wishOf(plan, "ipv6")];
  return {
    public_net: {
      enable_ipv4: ipv4.isEnabled,
      enable_ipv6: ipv6.isEnabled,
      ...(ipv4.id === 0 ? {} : { ipv4: ipv4.id }),
      ...(ipv6.id === 0 ? {} : { ipv6: ipv6.id }),
    },
  };
}

/** Whether a server is to have no public address at all. */
export function hasNoPublicNet(plan: ValueMap): boolean {
  return !wishOf(plan, "ipv4").isEnabled && !wishOf(plan, "ipv6").isEnabled;
}

/** A server and how its public network was and is to be. */
export interface PublicNetChange {
  readonly server: JsonObject;
  readonly state: ValueMap;
  readonly plan: ValueMap;
  /** For the name of an address that is made. */
  readonly random: () => number;
}

/** Changes the addresses of a server, which is switched off for it and on again. */
export async function changePublicNet(api: Api, change: PublicNetChange): Promise<void> {
  const id = Number(change.server["id"]);
  const act = (path: string) => retry(api, { when: () => true }, () => api.act(path));
  await act(`/servers/${id}/actions/poweroff`);
  for (const family of ["ipv4", "ipv6"] as const) await changeFamily(api, family, change);
  await act(`/servers/${id}/actions/poweron`);
}

/** An address that was given by its id is given back; one that the API had made is deleted. */
async function changeFamily(api: Api, family: Family, { server, state, plan, random }: PublicNetChange): Promise<void> {
  const [before, after] = [wishOf(state, family), wishOf(plan, family)];
  const current = Number(member(member(server, "public_net"), family)["id"] ?? 0);
  const stays = after.isEnabled && after.id === 0 && before.id === 0 && current !== 0;
  if (stays) return;
  const assignee = { assignee_id: Number(server["id"]), assignee_type: "server" };
  if (current !== 0) {
    await api.act(`/primary_ips/${current}/actions/unassign`);
    if (before.id === 0) await api.delete(`/primary_ips/${current}`);
  }
  if (!after.isEnabled) return;
  if (after.id !== 0) {
    await api.act(`/primary_ips/${after.id}/actions/assign`, assignee);
    return;
  }
  const name = `primary_ip-${Math.floor(random() * 1e9)}`;
  await api.act("/primary_ips", { name, type: family, ...assignee, auto_delete: true });
}
