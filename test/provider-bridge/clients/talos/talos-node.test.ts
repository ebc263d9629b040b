/** The Talos client against machines of the sandbox: who is trusted, what is asked, what failures are called. */

import { issueClient } from "../../../../provider-bridge/attributes";
import {
  applyConfiguration,
  bootstrapEtcd,
  fetchKubeconfig,
  getResource,
  ipText,
  kinds,
  listEtcdMembers,
  listResources,
  listServices,
  maintenanceMachine,
  readCredential,
  reboot,
  type TalosCredential,
  TalosError,
  TalosPool,
  talosVersion,
  watchResources,
} from "../../../../provider-bridge/clients/talos";
import { systemClock } from "../../../../provider-bridge/clients/transport";
import type { SecretsBundle } from "../../../../provider-bridge/talos-config";
import { MachineStatusEventMachineStage as Stage } from "../../../../wire/talos/generated/machine";
import { eventually, makeBundle, TalosStage } from "../../../sandbox/talos/talos-stage";
import { callContext } from "../../../support/call-context";

const hourMs = 3_600_000;

function credentialOf(bundle: SecretsBundle): TalosCredential {
  const { configuration } = issueClient(bundle, { notBefore: new Date(Date.now() - hourMs), validityMs: 2 * hourMs });
  const { ca_certificate, client_certificate, client_key } = configuration;
  return readCredential({
    caCertificate: ca_certificate ?? "",
    clientCertificate: client_certificate ?? "",
    clientKey: client_key ?? "",
  });
}

const newPool = () => new TalosPool({ clock: systemClock, random: () => 0 });

describe("A machine's life, seen by the client", () => {
  let stage: TalosStage;
  let pool: TalosPool;
  let ours: TalosCredential;
  beforeAll(async () => {
    stage = await TalosStage.start();
    ours = credentialOf(stage.bundle);
  });
  beforeEach(() => {
    pool = newPool();
  });
  afterEach(() => pool.closeAll());
  afterAll(() => stage.close());

  test("maintenance: found, pinned, applied; then proven by our CA; nobody else is let in", async () => {
    const context = callContext();
    const server = await stage.server("cp-1");
    const host = stage.ip(server);
    const found = await eventually(
      () => maintenanceMachine(pool, host, undefined, context),
      () => true,
    );
    expect(found.instanceId).toBe(String(server.id));
    await expect(talosVersion(pool.node(host, ours), context)).rejects.toMatchObject({ code: "not_trusted" });
    await expect(maintenanceMachine(pool, host, "another", context)).rejects.toMatchObject({ code: "not_trusted" });

    await expect(
      applyConfiguration(found.node, { config: "version: v1alpha1\nmachine: {}\n", mode: "AUTO" }, context),
    ).rejects.toMatchObject({ code: "invalid" });
    const text = stage.configuration("controlplane", host);
    await applyConfiguration(found.node, { config: text, mode: "AUTO" }, context);
    pool.release(found.node);
    const node = pool.node(host, ours);
    const version = await eventually(
      () => talosVersion(node, context),
      (seen) => seen?.tag === "v1.13.9",
    );
    expect(version?.arch).toBe("amd64");

    await expect(maintenanceMachine(pool, host, undefined, context)).rejects.toMatchObject({ code: "client_refused" });
    const stranger = credentialOf(await makeBundle());
    await expect(talosVersion(pool.node(host, stranger), context)).rejects.toMatchObject({ code: "not_trusted" });
    const half = { ...stranger, ca: ours.ca, fingerprint: "half" };
    await expect(talosVersion(pool.node(host, half), context)).rejects.toMatchObject({ code: "client_refused" });

    const active = await getResource(node, kinds.machineConfig, "v1alpha1", context);
    expect(active?.spec).toContain("type: controlplane");
    expect(await getResource(node, kinds.machineConfig, "none", context)).toBeUndefined();
    const extensions = await listResources(node, kinds.extension, context);
    expect(extensions.map(({ spec }) => spec.metadata?.name)).toContain("schematic");
    const addresses = await getResource(node, kinds.nodeAddress, "current", context);
    expect(addresses?.spec.addresses.map(ipText)).toContain(host);

    await eventually(
      () => bootstrapEtcd(node, {}, context),
      () => true,
    );
    const stages: number[] = [];
    for await (const { resource } of watchResources(node, kinds.machineStatus, { id: "machine" }, context)) {
      stages.push(resource?.spec.stage ?? 0);
      if (resource?.spec.stage === Stage.RUNNING) break;
    }
    expect(stages.at(-1)).toBe(Stage.RUNNING);
    expect((await listEtcdMembers(node, context)).map(({ hostname }) => hostname)).toEqual(["cp-1"]);
    expect((await listServices(node, context)).find(({ id }) => id === "etcd")?.state).toBe("Running");
    expect(await fetchKubeconfig(node, context)).toContain(`server: https://${host}:6443`);
    expect(JSON.stringify(context.lines)).not.toContain(ours.key);
  }, 60_000);

  test("nobody there, silent, broken off, cancelled", async () => {
    const context = callContext();
    await expect(talosVersion(pool.node("127.0.0.99", ours), context)).rejects.toMatchObject({ code: "not_connected" });
    const server = [...stage.sandbox.world.state.servers.values()].find(({ name }) => name === "cp-1");
    if (server === undefined) throw new Error("The test before did not leave its machine");
    const node = pool.node(stage.ip(server), ours);
    const { faults } = stage.sandbox.world;
    faults.add({ door: "talos", what: "Version", effect: { code: "UNAVAILABLE", message: "going down" } });
    expect((await talosVersion(node, context))?.tag).toBe("v1.13.9"); // tried again
    faults.add({ door: "talos", what: "Reboot", effect: { code: "UNAVAILABLE" } });
    await expect(reboot(node, context)).rejects.toMatchObject({ code: "broken_off" }); // not tried again
    const controller = new AbortController();
    const frozen = faults.add({ door: "talos", what: "Version", effect: { delayMs: 60_000 } });
    const waiting = talosVersion(node, { ...context, signal: controller.signal });
    setImmediate(() => controller.abort(new Error("stop")));
    await expect(waiting).rejects.toThrow("stop");
    faults.remove(frozen.id);
    await expect(applyConfiguration(node, { config: "x", mode: "AUTO", dryRun: true }, context)).rejects.toThrow(
      TalosError,
    );
  }, 60_000);
});
