/** Opens the factory as a door of the sandbox. */
import { createServer, type Server } from "node:http";
import { types } from "node:util";
import type { DoorOptions, RunningDoor } from "../world/door";
import type { World } from "../world/world";
import { ImageFactory, type ImageFactoryOptions } from "./image-factory";
import { answer } from "./routes";

/** An open factory. */
export interface RunningImageFactory extends RunningDoor {
  /** Without a trailing slash, as in "http://127.77.0.1:8081". */
  readonly url: string;
  readonly factory: ImageFactory;
}

/**
 * Listens on `options.host` and answers as the Image Factory, in the world's time and with the world's faults.
 * Rejects with the system's error when the address or port cannot be had.
 */
export async function openImageFactory(
  world: Pick<World, "clock" | "faults" | "note"> & Partial<Pick<World, "state">>,
  options: DoorOptions & ImageFactoryOptions,
): Promise<RunningImageFactory> {
  const kept = keptSchematics(world.state?.doors["image-factory"]);
  if (world.state !== undefined) world.state.doors["image-factory"] = { schematics: kept };
  const factory = new ImageFactory({ ...options, kept });
  const server = createServer((request, response) => {
    answer(request, response, { factory, clock: world.clock, faults: world.faults }).catch((error: unknown) => {
      world.note("image-factory", `Request ${request.url} failed: ${types.isNativeError(error) ? error.stack : error}`);
      if (!response.headersSent)
        response.writeHead(500, { "Content-Type": "text/plain" }).end("internal server error\n");
      else response.destroy();
    });
    response.once("finish", () =>
      world.note("image-factory", `${request.method} ${request.url} → ${response.statusCode}`),
    );
  });
  await listen(server, options);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const url = `http://${options.host}:${port}`;
  return {
    name: "image-factory",
    url,
    factory,
    environment: { HEPHAESTUS_IMAGE_FACTORY_URL: url },
    close: () => close(server),
  };
}

/** The schematics that the world remembers, by id: machines find their installers by them, too. */
export function keptSchematics(remembered: unknown): Record<string, string> {
  const fields = typeof remembered === "object" && remembered !== null ? Object.entries(remembered) : [];
  const schematics: unknown = fields.find(([name]) => name === "schematics")?.[1];
  if (typeof schematics !== "object" || schematics === null) return {};
  return Object.fromEntries(Object.entries(schematics).filter(([, yaml]) => typeof yaml === "string"));
}

function listen(server: Server, { host, port }: DoorOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
