/**
 * The control socket: faults, drift and the world's state for whoever steers a sandbox from outside. HTTP and JSON on
 * a Unix socket in the sandbox's own folder, which only its user may open. Never here: anything a cluster would use.
 *
 * `curl --unix-socket "$HEPHAESTUS_SANDBOX_CONTROL" http://sandbox/faults`
 */
import { join } from "node:path";
import { listenHttp, type RawReply } from "../http-listener";
import type { OpenDoor, World } from "../world";
import { settle } from "../world/actions";
import { drift, parseDrift } from "../world/drift";
import { parseFault } from "../world/faults";
import { saveWorld } from "../world/save";

/** The socket's name in the sandbox's folder. */
export const controlSocket = "control.sock";

type Operation = (world: World, body: unknown, id: string) => unknown;

/** Every operation; `*` stands for an id. */
const operations: Readonly<Record<string, Operation>> = {
  "GET /faults": (world) => world.faults.list(),
  "POST /faults": (world, body) =>
    (Array.isArray(body) ? body : [body]).map((one) => world.faults.add(parseFault(one))),
  "DELETE /faults": (world) => {
    world.faults.clear();
    return [];
  },
  "DELETE /faults/*": (world, _body, id) => {
    if (!world.faults.remove(Number(id))) throw new RangeError(`Cannot remove fault "${id}": there is none`);
    return [];
  },
  "POST /drift": (world, body) => {
    const wanted = (Array.isArray(body) ? body : [body]).map(parseDrift);
    for (const one of wanted) drift(world, one);
    return wanted;
  },
  "POST /settle": (world) => {
    settle(world);
    return [];
  },
  "GET /state": (world): unknown => JSON.parse(saveWorld(world)),
};

/** Opens the socket; its path is in HEPHAESTUS_SANDBOX_CONTROL. */
export const openControl: OpenDoor = async (world, { directory }) => {
  const path = join(directory, controlSocket);
  const listener = await listenHttp({ path }, async ({ method, url, body }) =>
    operate(world, method, new URL(url, "http://sandbox").pathname, body.toString("utf8")),
  );
  return {
    name: "control",
    environment: { HEPHAESTUS_SANDBOX_CONTROL: path },
    close: () => listener.close(),
  };
};

function operate(world: World, method: string, path: string, body: string): RawReply {
  const [, noun = "", id = ""] = path.split("/");
  const operation = operations[`${method} /${noun}${id === "" ? "" : "/*"}`];
  if (operation === undefined) {
    const known = Object.keys(operations).join(", ");
    return reply(404, { error: `There is no "${method} ${path}", only: ${known}` });
  }
  try {
    return reply(200, operation(world, body === "" ? undefined : JSON.parse(body), id));
  } catch (error) {
    return reply(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function reply(status: number, value: unknown): RawReply {
  const headers = { "content-type": "application/json" };
  return { status, headers, body: `${JSON.stringify(value, null, 2)}\n` };
}
