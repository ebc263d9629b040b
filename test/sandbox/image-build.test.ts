/** From a download to a node: rescue system, OpenSSH, the image factory, snapshot, and a server that boots it. */
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { type Sandbox, startSandbox } from "../../sandbox";
import { describeIf } from "../support/availability";
import { ApiClient } from "./hetzner/api-client";

const run = promisify(execFile);
const hasSsh = spawnSync("ssh", ["-V"]).status === 0;
const timeoutMs = 60_000;

describeIf(hasSsh, "no OpenSSH client", "building a Talos image", () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  async function ssh(ip: string, command: string): Promise<string> {
    const { environment } = sandbox;
    const options = [
      "StrictHostKeyChecking=no",
      "UserKnownHostsFile=/dev/null",
      "LogLevel=ERROR",
      "ConnectionAttempts=5",
    ];
    const args = [
      ...["-i", environment["HEPHAESTUS_SANDBOX_KEY"] ?? "", "-p", environment["HEPHAESTUS_SSH_PORT"] ?? "22"],
      ...options.flatMap((option) => ["-o", option]),
      `root@${ip}`,
      command,
    ];
    return (await run("ssh", args, { timeout: timeoutMs })).stdout;
  }

  test(
    "what was written in the rescue system boots from its snapshot",
    async () => {
      const api = new ApiClient(sandbox.environment);
      const factory = sandbox.environment["HEPHAESTUS_IMAGE_FACTORY_URL"];
      const posted = await fetch(`${factory}/schematics`, { method: "POST", body: "customization: {}\n" });
      const schematic: unknown = await posted.json();
      const id = typeof schematic === "object" && schematic !== null && "id" in schematic ? String(schematic.id) : "";
      const body = {
        name: "builder",
        server_type: "cx23",
        image: "ubuntu-24.04",
        ssh_keys: ["my-key"],
        start_after_create: false,
      };
      const builder = await api.create("/servers", body);
      const key = [...sandbox.world.state.sshKeys.keys()];
      await api.post(`/servers/${builder}/actions/enable_rescue`, { type: "linux64", ssh_keys: key });
      await api.post(`/servers/${builder}/actions/poweron`);
      const shown = (await api.get(`/servers/${builder}`)).body.get("server");
      const ip = shown.get("public_net").get("ipv4").get("ip").text();
      expect(await ssh(ip, "hostname")).toBe("rescue\n");
      const image = `${factory}/image/${id}/v1.13.9/hcloud-amd64.raw.xz`;
      await ssh(
        ip,
        `set -o pipefail; blkdiscard --force /dev/sda; curl -fsSL ${image} | xz -dc | dd of=/dev/sda bs=4M; sync`,
      );
      await api.post(`/servers/${builder}/actions/poweroff`);
      const made = await api.post(`/servers/${builder}/actions/create_image`, {
        type: "snapshot",
        labels: { os: "talos" },
      });
      const snapshot = made.body.get("image").get("id").number();
      await api.delete(`/servers/${builder}`);
      const small = await api.post("/servers", { name: "small", server_type: "cax11", image: snapshot });
      expect(small.code).toBe("invalid_input");
      const node = await api.create("/servers", { name: "node", server_type: "cx33", image: snapshot });
      expect(sandbox.world.state.servers.get(node)?.boot).toEqual({
        kind: "talos",
        version: "v1.13.9",
        schematicId: id,
        architecture: "amd64",
        installed: true,
      });
    },
    timeoutMs,
  );
});
