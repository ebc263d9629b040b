/**
 * A process with a sandbox in it, and a snapshot from which servers boot Talos: what bench/sandbox-nodes.ts looks at from
 * outside. In this folder are its process, its clients and how its cluster is made; never a number of a result.
 */
import { startSandbox } from "../../sandbox";
import { parseSchematic } from "../../sandbox/image-factory";
import { buildDiskImage } from "../../sandbox/image-factory/disk-image";

/** What is printed, as one line of JSON, when everything is ready. */
export interface Served {
  readonly environment: Readonly<Record<string, string>>;
  /** Of the snapshot with Talos on it. */
  readonly imageId: number;
}

const talosVersion = "v1.13.9";
const imageBytes = 4 * 1024 * 1024;

/** Serves until it is interrupted. */
export async function serve(): Promise<void> {
  const sandbox = await startSandbox({ speed: 0, requestsPerHour: 0 });
  const { HCLOUD_ENDPOINT: endpoint = "", HCLOUD_TOKEN: token = "" } = sandbox.environment;
  const send = async (method: string, path: string, body?: unknown): Promise<Record<string, { id: number }>> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(endpoint + path, { method, headers, ...text });
    if (!response.ok) throw new Error(`Cannot prepare the sandbox: ${method} ${path} answered ${response.status}`);
    const answer: Record<string, { id: number }> = response.status === 204 ? {} : JSON.parse(await response.text());
    return answer;
  };
  const made = await send("POST", "/servers", {
    name: "builder",
    server_type: "cx23",
    image: "debian-13",
    start_after_create: false,
  });
  const id = made["server"]?.id ?? 0;
  const server = sandbox.world.state.servers.get(id);
  const disk = sandbox.world.disks.open(server?.diskId ?? "");
  disk.discard();
  const artifact = {
    kind: "disk",
    platform: "hcloud",
    architecture: "amd64",
    secureBoot: false,
    compression: "",
  } as const;
  const schematic = parseSchematic("customization: {}");
  disk.write(0, buildDiskImage({ schematic, talosVersion, artifact, rawBytes: imageBytes }));
  const image = await send("POST", `/servers/${id}/actions/create_image`, { type: "snapshot" });
  await send("DELETE", `/servers/${id}`);
  const served: Served = { environment: sandbox.environment, imageId: image["image"]?.id ?? 0 };
  console.log(JSON.stringify(served));
  process.once("SIGINT", () => void sandbox.close());
}
