/** Power: on, off, shutdown, reboot, reset. */
import type { Server, World } from "../../world";
import type { Action } from "../../world/action";
import { startAction } from "../../world/actions";
import { durations } from "../../world/durations";
import { guestShutdown, isUp, powerOff, powerOn, restart } from "../../world/server-lifecycle";
import { ApiError } from "../api-error";
import type { Route } from "../route";
import { actionRoute } from "../standard-routes";
import { assertUnlocked, servers } from "./noun";

interface PowerAction {
  name: string;
  command: string;
  durationMs: number;
  begin?: (server: Server) => void;
  end: (world: World, server: Server) => void;
}

const table: PowerAction[] = [
  {
    name: "poweron",
    command: "start_server",
    durationMs: durations.startServerMs,
    begin: (server) => {
      if (server.status === "off") server.status = "starting";
    },
    end: powerOn,
  },
  {
    name: "poweroff",
    command: "stop_server",
    durationMs: durations.stopServerMs,
    begin: (server) => {
      if (isUp(server)) server.status = "stopping";
    },
    end: powerOff,
  },
  { name: "shutdown", command: "shutdown_server", durationMs: durations.settingMs, end: shutdown },
  {
    name: "reboot",
    command: "reboot_server",
    durationMs: durations.stopServerMs,
    end: (world, server) => {
      if (isUp(server) && hearsAcpi(world, server)) restart(world, server, "reboot");
    },
  },
  {
    name: "reset",
    command: "reset_server",
    durationMs: durations.stopServerMs,
    end: (world, server) => restart(world, server, "reset"),
  },
];

/** Operations on a server's power. */
export const powerRoutes: Route[] = table.map((row) =>
  actionRoute(servers, row.name, ({ world }, server) => run(world, server, row)),
);

function run(world: World, server: Server, row: PowerAction): Action {
  assertUnlocked(server);
  if (row.name === "poweron") assertInterface(server);
  const { command, durationMs } = row;
  return startAction(world, {
    command,
    resources: [{ id: server.id, type: "server" }],
    durationMs,
    begin: () => row.begin?.(server),
    end: () => row.end(world, server),
  });
}

function assertInterface(server: Server): void {
  const { primaryIpv4Id, primaryIpv6Id, privateNets } = server;
  if (primaryIpv4Id === null && primaryIpv6Id === null && privateNets.length === 0) {
    throw new ApiError("unsupported_error", "server has no network interface");
  }
}

/** The action says only that the signal was sent; a guest that listens powers off a moment later. */
function shutdown(world: World, server: Server): void {
  if (!isUp(server) || !hearsAcpi(world, server)) return;
  if (world.clock.speed === 0) powerOff(world, server);
  else guestShutdown(world, server.id);
}

function hearsAcpi(world: World, server: Server): boolean {
  return server.boot.kind !== "nothing" && world.faults.take("server", "ignore-shutdown", server.name) === undefined;
}
