/** The rescue system, passwords and the console. */
import type { Server, World } from "../../world";
import { startAction } from "../../world/actions";
import { durations } from "../../world/durations";
import { integer, oneOf } from "../field-values";
import { listOf, optional, readFields } from "../fields";
import { find } from "../find";
import { actionReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { actionRoute, setting } from "../standard-routes";
import { chooseSshKeys } from "./choose";
import { assertUnlocked, servers } from "./noun";

/** Operations on rescue system, password and console. */
export const rescueRoutes: Route[] = [
  route("POST /servers/{id}/actions/enable_rescue", enableRescue),
  actionRoute(servers, "disable_rescue", ({ world }, server) => {
    assertUnlocked(server);
    return setting(world, servers, server, "disable_rescue", () => forgetRescue(server));
  }),
  route("POST /servers/{id}/actions/reset_password", resetPassword),
  route("POST /servers/{id}/actions/request_console", requestConsole),
];

/** Takes effect at the next boot; forgotten after an hour without one. */
function enableRescue(request: ApiRequest): ApiReply {
  const { world } = request;
  const server = find(servers, request);
  const wanted = readFields(request.body, {
    type: optional(oneOf("linux64")),
    ssh_keys: optional(listOf(integer())),
  });
  assertUnlocked(server);
  const keys = chooseSshKeys(world, wanted.ssh_keys ?? []);
  const rescue = { rootPassword: world.random.password(), authorizedKeys: keys.map((key) => key.publicKey) };
  const action = startAction(world, {
    command: "enable_rescue",
    resources: [{ id: server.id, type: "server" }],
    durationMs: durations.enableRescueMs,
    end: () => {
      server.rescue = rescue;
      server.rescueEnabled = true;
      world.clock.deadline(durations.rescueExpiresMs, () => {
        if (server.rescue === rescue && server.boot.kind !== "rescue") forgetRescue(server);
      });
    },
  });
  return actionReply(world, action, { root_password: rescue.rootPassword });
}

function forgetRescue(server: Server): void {
  server.rescueEnabled = false;
  if (server.boot.kind !== "rescue") server.rescue = null;
}

function resetPassword(request: ApiRequest): ApiReply {
  const { world } = request;
  const server = find(servers, request);
  assertUnlocked(server);
  const password = world.random.password();
  const action = setting(world, servers, server, "reset_password", () => {
    server.rootPassword = password;
  });
  return actionReply(world, action, { root_password: password });
}

function requestConsole(request: ApiRequest): ApiReply {
  const { world } = request;
  const server = find(servers, request);
  assertUnlocked(server);
  const action = setting(world, servers, server, "request_console");
  return actionReply(world, action, { wss_url: consoleUrl(world, server), password: world.random.password() });
}

/** Nobody listens there: the sandbox has no screens. */
function consoleUrl(world: World, server: Server): string {
  return `wss://127.${world.block}.0.1/console/?server_id=${server.id}&token=${world.random.hex()}`;
}
