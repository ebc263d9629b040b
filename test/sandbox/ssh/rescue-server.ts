/** A sandbox with one server in its rescue system, driven through Hetzner's API as an installer would. */
import { type Sandbox, startSandbox } from "../../../sandbox";
import type { SandboxOptions } from "../../../sandbox/start-sandbox";

/** A JSON object of which nothing is known. */
type Json = Record<string, unknown>;

export interface RescueServer {
  sandbox: Sandbox;
  serverId: number;
  address: string;
  port: number;
  rootPassword: string;
  /** Path of the private key of "my-key". */
  keyPath: string;
  api(method: string, path: string, body?: Json): Promise<Json>;
  close(): Promise<void>;
}

export function member(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, name) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    return new Map<string, unknown>(Object.entries(inner)).get(String(name));
  }, value);
}

/** Starts a sandbox, creates a server and boots its rescue system. */
export async function startRescueServer(options: SandboxOptions = {}): Promise<RescueServer> {
  const sandbox = await startSandbox(options);
  const { environment } = sandbox;
  const api = async (method: string, path: string, body?: Json): Promise<Json> => {
    const response = await fetch(`${environment["HCLOUD_ENDPOINT"]}${path}`, {
      method,
      headers: { Authorization: `Bearer ${environment["HCLOUD_TOKEN"]}`, "Content-Type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const value: unknown = text === "" ? {} : JSON.parse(text);
    return Object.fromEntries(Object.entries(value ?? {}));
  };
  const keys = await api("GET", "/ssh_keys?name=my-key");
  const keyId = member(keys, "ssh_keys", 0, "id");
  const created = await api("POST", "/servers", {
    name: "builder",
    server_type: "cx23",
    image: "ubuntu-24.04",
    location: "fsn1",
    ssh_keys: [keyId],
    start_after_create: false,
  });
  const serverId = Number(member(created, "server", "id"));
  const rescue = await api("POST", `/servers/${serverId}/actions/enable_rescue`, {
    type: "linux64",
    ssh_keys: [keyId],
  });
  await api("POST", `/servers/${serverId}/actions/poweron`);
  return {
    sandbox,
    serverId,
    address: String(member(created, "server", "public_net", "ipv4", "ip")),
    port: Number(environment["HEPHAESTUS_SSH_PORT"] ?? 22),
    rootPassword: String(rescue["root_password"]),
    keyPath: environment["HEPHAESTUS_SANDBOX_KEY"] ?? "",
    api,
    close: () => sandbox.close(),
  };
}
