/** All operations on servers. */
import { startAction } from "../../world/actions";
import { durations } from "../../world/durations";
import type { Server } from "../../world/server";
import { removeServer } from "../../world/server-removal";
import { actionReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { deletion, readRoutes, updateRoute } from "../standard-routes";
import { createServer, serverName } from "./create";
import { imagingRoutes } from "./imaging";
import { networkingRoutes } from "./networking";
import { assertUnlocked, servers } from "./noun";
import { powerRoutes } from "./power";
import { rescueRoutes } from "./rescue";
import { settingsRoutes } from "./settings";

/** Operations on servers. */
export const serverRoutes: Route[] = [
  ...readRoutes(servers),
  route("POST /servers", createServer),
  updateRoute(servers, undefined, serverName),
  route("DELETE /servers/{id}", deletion(servers, remove)),
  ...powerRoutes,
  ...rescueRoutes,
  ...imagingRoutes,
  ...networkingRoutes,
  ...settingsRoutes,
];

function remove({ world }: ApiRequest, server: Server): ApiReply {
  assertUnlocked(server);
  const before = server.status;
  const action = startAction(world, {
    command: "delete_server",
    resources: [{ id: server.id, type: "server" }],
    durationMs: durations.deleteServerMs,
    begin: () => {
      server.status = "deleting";
    },
    end: () => removeServer(world, server),
    fail: () => {
      server.status = before;
    },
  });
  return actionReply(world, action, {}, 200);
}
