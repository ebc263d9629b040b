import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { type Api, type JsonObject, member } from "../api";
import { attachIso, enableRescue, reset } from "./server-boot";
import { changeNetworks } from "./server-networks";
import { keyIdsOf, refuseMissingGroup } from "./server-order";
import { changePublicNet } from "./server-public-net";
import { differs, flag, givenLabels, integer, numbersValue, text } from "./values";
import type { ChangeContext } from "./verbs";

/** A server as the API shows it, its stored state, and what it is to be. */
interface ServerChange {
  readonly id: string;
  readonly server: JsonObject;
  readonly state: ValueMap;
  readonly plan: ValueMap;
}

/** Everything that an update may have to do, in the real provider's order. */
export async function changeServer(change: ServerChange, { api, random }: ChangeContext): Promise<void> {
  const { id, state, plan } = change;
  const changes = (name: string) => differs(state, plan, name);
  const put = (body: JsonObject) => api.put(`/servers/${id}`, body);
  if (changes("name")) await put({ name: text(plan, "name") });
  if (changes("labels")) await put({ labels: givenLabels(plan).labels ?? {} });
  if (changes("server_type")) await changeType(change, api);
  if (changes("backups")) {
    await api.act(`/servers/${id}/actions/${flag(plan, "backups") ? "enable" : "disable"}_backup`);
  }
  if (changes("iso")) await changeIso(change, api);
  if (changes("rescue")) await changeRescue(change, api);
  if (changes("network")) await changeNetworks(api, id, state, plan);
  if (changes("firewall_ids")) await changeFirewalls(change, api);
  if (changes("public_net")) await changePublicNet(api, { ...change, random });
  if (changes("placement_group_id")) await changePlacementGroup(change, api);
  if (changes("delete_protection") || changes("rebuild_protection")) await protect(api, id, plan);
}

/** Deletion and rebuilding are protected together. */
export async function protect(api: Api, id: string, plan: ValueMap): Promise<void> {
  const body = { rebuild: flag(plan, "rebuild_protection"), delete: flag(plan, "delete_protection") };
  await api.act(`/servers/${id}/actions/change_protection`, body);
}

/** A server is switched off for another type, and stays so. */
async function changeType({ id, server, plan }: ServerChange, api: Api): Promise<void> {
  if (server["status"] === "running") await api.act(`/servers/${id}/actions/poweroff`);
  const body = { server_type: text(plan, "server_type"), upgrade_disk: !flag(plan, "keep_disk") };
  await api.act(`/servers/${id}/actions/change_type`, body);
}

async function changeIso({ id, state, plan }: ServerChange, api: Api): Promise<void> {
  if (text(state, "iso") !== "") await api.act(`/servers/${id}/actions/detach_iso`);
  if (text(plan, "iso") !== "") await attachIso(api, id, text(plan, "iso"));
  await reset(api, id);
}

async function changeRescue({ id, plan }: ServerChange, api: Api): Promise<void> {
  const keyIds = await keyIdsOf(plan, api);
  if (text(plan, "rescue") !== "") {
    await enableRescue(api, id, text(plan, "rescue"), keyIds);
    return;
  }
  await api.act(`/servers/${id}/actions/disable_rescue`);
  await reset(api, id);
}

async function changeFirewalls({ id, state, plan }: ServerChange, api: Api): Promise<void> {
  const [before, after] = [numbersValue(state.get("firewall_ids")), numbersValue(plan.get("firewall_ids"))];
  const targets = [{ type: "server", server: { id: Number(id) } }];
  for (const firewall of before.filter((each) => !after.includes(each))) {
    await api.act(`/firewalls/${firewall}/actions/remove_from_resources`, { remove_from: targets });
  }
  const added = after.filter((each) => !before.includes(each)).sort((left, right) => left - right);
  for (const firewall of added) {
    await api.act(`/firewalls/${firewall}/actions/apply_to_resources`, { apply_to: targets });
  }
}

async function changePlacementGroup({ id, server, plan }: ServerChange, api: Api): Promise<void> {
  if (member(server, "placement_group")["id"] !== undefined) {
    if (server["status"] !== "off") {
      throw new DiagnosticError(
        "A running server cannot leave its placement group",
        "Switch the server off first, then apply again.",
      );
    }
    await api.act(`/servers/${id}/actions/remove_from_placement_group`);
  }
  const groupId = integer(plan, "placement_group_id");
  if (groupId === 0) return;
  await refuseMissingGroup(api, groupId);
  await api.act(`/servers/${id}/actions/add_to_placement_group`, { placement_group: groupId });
}
