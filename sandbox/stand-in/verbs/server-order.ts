import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import { type Api, type JsonObject, members } from "../api";
import { refuseEndedImage, refuseEndedType } from "./deprecation";
import { hasNoPublicNet, publicNetBody } from "./server-public-net";
import { blocks, givenLabels, integer, numbersValue, text, texts } from "./values";
import type { ChangeContext } from "./verbs";

/** What a create is ordered with. */
export interface ServerOrder {
  readonly body: JsonObject;
  readonly sshKeyIds: readonly number[];
}

/** Looks up what the body needs: type, image, keys, placement group. @throws DiagnosticError for what is not there. */
export async function orderServer(plan: ValueMap, context: ChangeContext): Promise<ServerOrder> {
  const { api, config } = context;
  const type = await api.findByIdOrName("server_types", "server_type", text(plan, "server_type"));
  if (type === undefined) throw missing("server type", text(plan, "server_type"));
  const image = await imageOf(text(plan, "image"), String(type["architecture"]), api);
  refuseEndedType(type, text(plan, "location"), context);
  if (plan.get("allow_deprecated_images") !== true) refuseEndedImage(image, context);
  const sshKeyIds = await keyIdsOf(plan, api);
  const groupId = integer(plan, "placement_group_id");
  if (groupId !== 0) await refuseMissingGroup(api, groupId);
  const [location, userData] = [text(plan, "location"), text(config, "user_data")];
  const firewalls = numbersValue(plan.get("firewall_ids")).map((firewall) => ({ firewall }));
  const body = {
    name: text(plan, "name"),
    server_type: text(plan, "server_type"),
    image: image["id"],
    ...(sshKeyIds.length === 0 ? {} : { ssh_keys: sshKeyIds }),
    ...(location === "" ? {} : { location }),
    // A server that nobody can reach is switched on when it is in its network.
    ...(hasNoPublicNet(plan) && blocks(plan, "network").length > 0 ? { start_after_create: false } : {}),
    ...(userData === "" ? {} : { user_data: userData }),
    ...givenLabels(plan),
    ...(firewalls.length === 0 ? {} : { firewalls }),
    ...(groupId === 0 ? {} : { placement_group: groupId }),
    ...publicNetBody(plan),
  };
  return { body, sshKeyIds };
}

/** The ids of a server's keys, each of which is looked up. @throws DiagnosticError for one that is not there. */
export async function keyIdsOf(plan: ValueMap, api: Api): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const name of texts(plan.get("ssh_keys"))) {
    const key = await api.findByIdOrName("ssh_keys", "ssh_key", name);
    if (key === undefined) throw missing("SSH key", name);
    ids.push(Number(key["id"]));
  }
  return ids;
}

/** @throws DiagnosticError for a placement group that is not there. */
export async function refuseMissingGroup(api: Api, id: number): Promise<void> {
  if ((await api.find(`/placement_groups/${id}`, "placement_group")) === undefined) {
    throw missing("placement group", String(id));
  }
}

async function imageOf(idOrName: string, architecture: string, api: Api): Promise<JsonObject> {
  if (idOrName === "") throw new DiagnosticError("Missing image", "A server is made of an image: set image.");
  const image = /^\d+$/.test(idOrName)
    ? await api.find(`/images/${idOrName}`, "image")
    : await namedImage(idOrName, architecture, api);
  if (image === undefined || image["architecture"] !== architecture) {
    throw missing(`image for architecture ${architecture}`, idOrName);
  }
  return image;
}

async function namedImage(name: string, architecture: string, api: Api): Promise<JsonObject | undefined> {
  const query = [
    ["architecture", architecture],
    ["include_deprecated", "true"],
    ["name", name],
  ] as const;
  return members(await api.get("/images", query), "images")[0];
}

function missing(what: string, name: string): DiagnosticError {
  return new DiagnosticError(`Cannot find the ${what} "${name}"`, "The API does not know it in this project.");
}
