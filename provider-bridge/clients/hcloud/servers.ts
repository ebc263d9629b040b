/** Servers: what the image builder and the machines need of them. */
import type { CallContext, JsonReader } from "../transport";
import { type Action, readAction } from "./actions";
import type { HcloudApi } from "./api";
import { isNotFound } from "./hcloud-error";
import { type Labels, selectorOf } from "./labels";

/** A server. */
export interface Server {
  readonly id: number;
  readonly name: string;
  /** Hetzner's word, e.g. "running", "off". */
  readonly status: string;
  /** Public address; null without one. */
  readonly ipv4: string | null;
  /** Public network, e.g. "2001:db8::/64"; null without one. */
  readonly ipv6Network: string | null;
  /** Addresses in private networks. */
  readonly privateIps: readonly string[];
  readonly serverType: string;
  readonly location: string;
  readonly labels: Labels;
  /** The image it was made from; null when that is gone. */
  readonly imageId: number | null;
  readonly rescueEnabled: boolean;
  readonly locked: boolean;
}

/** What a new server is. */
export interface ServerSpec {
  readonly name: string;
  readonly serverType: string;
  readonly location: string;
  /** Name or id. */
  readonly image: string;
  readonly sshKeyIds: readonly number[];
  readonly labels: Labels;
  readonly start: boolean;
}

/** Reads a server. */
function readServer(fields: JsonReader): Server {
  const publicNet = fields.object("public_net");
  return {
    id: fields.number("id"),
    name: fields.text("name"),
    status: fields.text("status"),
    ipv4: publicNet.objectOrNull("ipv4")?.text("ip") ?? null,
    ipv6Network: publicNet.objectOrNull("ipv6")?.text("ip") ?? null,
    privateIps: fields.objects("private_net").map((net) => net.text("ip")),
    serverType: fields.object("server_type").text("name"),
    location: fields.object("location").text("name"),
    labels: fields.textMap("labels"),
    imageId: fields.objectOrNull("image")?.number("id") ?? null,
    rescueEnabled: fields.boolean("rescue_enabled"),
    locked: fields.boolean("locked"),
  };
}

/** The server with this id; undefined when Hetzner says that there is none. */
export async function findServer(api: HcloudApi, id: number, context: CallContext): Promise<Server | undefined> {
  try {
    return readServer((await api.call({ method: "GET", path: `/servers/${id}` }, context)).object("server"));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** All servers with these labels. */
export async function listServers(api: HcloudApi, labels: Labels, context: CallContext): Promise<readonly Server[]> {
  const found = await api.list("/servers", "servers", [["label_selector", selectorOf(labels)]], context);
  return found.map(readServer);
}

/** Orders a server; the actions are under way. */
export async function createServer(
  api: HcloudApi,
  spec: ServerSpec,
  context: CallContext,
): Promise<{ readonly server: Server; readonly actions: readonly Action[] }> {
  const body = {
    name: spec.name,
    server_type: spec.serverType,
    location: spec.location,
    image: spec.image,
    ssh_keys: spec.sshKeyIds.map(String),
    labels: spec.labels,
    start_after_create: spec.start,
  };
  const answer = await api.call({ method: "POST", path: "/servers", body }, context);
  const actions = [answer.object("action"), ...answer.objects("next_actions")].map(readAction);
  return { server: readServer(answer.object("server")), actions };
}

/** Deletes a server; undefined when it is gone already. */
export async function deleteServer(api: HcloudApi, id: number, context: CallContext): Promise<Action | undefined> {
  try {
    const answer = await api.call({ method: "DELETE", path: `/servers/${id}` }, context);
    const action = answer.objectOrNull("action");
    return action === null ? undefined : readAction(action);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Actions that may be asked for twice without harm. */
export type ServerActionName = "poweron" | "poweroff" | "shutdown" | "reset" | "enable_rescue" | "disable_rescue";

/** Starts an action on a server. */
export async function runServerAction(
  api: HcloudApi,
  id: number,
  name: ServerActionName,
  body: unknown,
  context: CallContext,
): Promise<Action> {
  const path = `/servers/${id}/actions/${name}`;
  const answer = await api.call({ method: "POST", path, body, repeatable: name !== "reset" }, context);
  return readAction(answer.object("action"));
}
