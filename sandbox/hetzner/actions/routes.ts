/** Actions: by id list, by id, of one kind of thing, of one thing. */
import type { Action } from "../../world/action";
import { invalidInput, notFound } from "../api-error";
import { type Filters, listReply } from "../listing";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { actionShape } from "./shape";

/** Kinds of things that have actions: path → type of resource in an action. */
const kinds: Readonly<Record<string, string>> = {
  certificates: "certificate",
  firewalls: "firewall",
  floating_ips: "floating_ip",
  images: "image",
  load_balancers: "load_balancer",
  networks: "network",
  primary_ips: "primary_ip",
  servers: "server",
  volumes: "volume",
};

const sort = {
  id: (action: Action) => action.id,
  command: (action: Action) => action.command,
  status: (action: Action) => action.status,
  started: (action: Action) => action.startedMs,
  finished: (action: Action) => action.finishedMs ?? 0,
};
const filters: Filters<Action> = {
  id: (wanted) => {
    const ids = new Set(wanted);
    return (action) => ids.has(String(action.id));
  },
  status: (wanted) => (action) => wanted.includes(action.status),
};

/** Operations that follow actions. */
export const actionRoutes: Route[] = [
  route("GET /actions", (request) => {
    const ids = request.query.getAll("id");
    if (ids.length === 0) throw invalidInput({ name: "id", message: "Missing data for required field." });
    // Looked up one by one: a world keeps every action it ever saw.
    const found = ids.map((id) => request.world.state.actions.get(Number(id))).filter((action) => action !== undefined);
    return list(
      request,
      [...new Set(found)].sort((a, b) => a.id - b.id),
    );
  }),
  route("GET /actions/{id}", (request) => one(request, () => true)),
  ...Object.entries(kinds).flatMap(([plural, type]) => [
    route(`GET /${plural}/actions`, (request) => list(request, of(request, type))),
    route(`GET /${plural}/actions/{id}`, (request) => one(request, (action) => has(action, type))),
    route(`GET /${plural}/{id}/actions`, (request) => list(request, of(request, type, Number(request.params["id"])))),
    route(`GET /${plural}/{id}/actions/{action_id}`, (request) =>
      one(request, (action) => has(action, type, Number(request.params["id"])), "action_id"),
    ),
  ]),
];

function list(request: ApiRequest, actions: Iterable<Action>): ApiReply {
  const shape = (action: Action) => actionShape(request.world, action);
  return listReply(request, actions, { key: "actions", shape, sort, filters });
}

function one(request: ApiRequest, fits: (action: Action) => boolean, parameter = "id"): ApiReply {
  const id = request.params[parameter] ?? "";
  const action = request.world.state.actions.get(Number(id));
  if (action === undefined || !fits(action)) throw notFound("action", id);
  return { status: 200, body: { action: actionShape(request.world, action) } };
}

function of(request: ApiRequest, type: string, id?: number): Action[] {
  return [...request.world.state.actions.values()].filter((action) => has(action, type, id));
}

function has(action: Action, type: string, id?: number): boolean {
  return action.resources.some((resource) => resource.type === type && (id === undefined || resource.id === id));
}
