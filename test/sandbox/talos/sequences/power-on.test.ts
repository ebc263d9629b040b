/** Where a machine finds its configuration, and what it does with what it finds. */
import { gzipSync } from "node:zlib";
import type { Server } from "../../../../sandbox/world";
import {
  ApplyConfigurationRequestMode as Mode,
  MachineStatusEventMachineStage as Stage,
} from "../../../../wire/talos/generated/machine";
import { eventually, machineCall, stageOf } from "../talos-calls";
import { TalosStage } from "../talos-stage";

describe("A machine that is switched on", () => {
  let stage: TalosStage;
  let image: number;
  beforeAll(async () => {
    stage = await TalosStage.start();
    image = await stage.snapshot();
  });
  afterAll(() => stage.close());

  const configuration = () => stage.configuration("controlplane", "127.0.0.99");
  /** Ends when the machine answers its own clients and waits for etcd. */
  const isConfigured = async (server: Server) => {
    const client = await stage.dial(server);
    const seen = await eventually(
      () => stageOf(client),
      ({ unmet }) => unmet.includes("services"),
    );
    expect(seen.stage).toBe(Stage.BOOTING);
    return client;
  };
  const isInMaintenance = async (server: Server) => {
    const anonymous = await stage.dial(server, null);
    await eventually(
      () => stageOf(anonymous),
      (seen) => seen.stage === Stage.MAINTENANCE,
    );
    return anonymous;
  };
  const boots = (server: Server) => stage.sandbox.world.state.servers.get(server.id)?.bootCount ?? 0;

  it.each([
    ["as it is", (text: string) => text],
    ["in base64", (text: string) => Buffer.from(text).toString("base64")],
    ["gzipped, in base64", (text: string) => gzipSync(text).toString("base64")],
  ])("takes its configuration from the user data, %s", async (what, pack) => {
    const name = `user-data-${what.replace(/\W/g, "")}`;
    const server = await stage.serverFrom(image, name, { user_data: pack(configuration()) });
    await isConfigured(server);
  });

  it("keeps what STATE holds, whatever the user data say later", async () => {
    const server = await stage.serverFrom(image, "kept", { user_data: configuration() });
    await isConfigured(server);
    server.userData = "version: v1alpha1\nmachine:\n    hammer: 1\n";
    await stage.api.post(`/servers/${server.id}/actions/reset`);
    await isConfigured(server);
  });

  it.each([
    ["that is no YAML", "machine: {"],
    ["with an unknown key", "version: v1alpha1\nmachine:\n    hammer: 1\n"],
    ["that is gzip cut short", gzipSync("x".repeat(5000)).subarray(0, 20).toString("base64")],
    ["that unpacks to more than memory holds", gzipSync(Buffer.alloc(20 * 1024 * 1024, 97)).toString("base64")],
    ["for cloud-init", "#cloud-config\npackages: [vim]\n"],
  ])("waits for ever with user data %s, and never gets to maintenance", async (what, userData) => {
    const server = await stage.serverFrom(image, `broken-${what.length}`, { user_data: userData });
    const noted = () => stage.sandbox.world.state.servers.get(server.id);
    expect(noted()?.boot.kind).toBe("talos");
    for (const roles of [null, ["os:admin"]]) {
      const client = await stage.dial(server, roles);
      await expect(machineCall(client, "Version", {}, { deadlineMs: 4000 })).rejects.toMatchObject({ code: 14 });
    }
  });

  it("stays in maintenance with documents that are no whole configuration, and takes the rest afterwards", async () => {
    const partial = "apiVersion: v1alpha1\nkind: KmsgLogConfig\nname: remote\nurl: udp://127.0.0.1:5140\n";
    const server = await stage.serverFrom(image, "partial", { user_data: partial });
    const anonymous = await isInMaintenance(server);
    await machineCall(anonymous, "ApplyConfiguration", { data: Buffer.from(partial), mode: Mode.AUTO });
    await isInMaintenance(server);
    await machineCall(anonymous, "ApplyConfiguration", { data: Buffer.from(configuration()), mode: Mode.AUTO });
    await isConfigured(server);
  });

  it("boots what was staged in maintenance, and forgets what was only tried", async () => {
    const staged = await stage.serverFrom(image, "staged");
    const data = Buffer.from(configuration());
    await machineCall(await isInMaintenance(staged), "ApplyConfiguration", { data, mode: Mode.STAGED });
    await isInMaintenance(staged);
    await stage.api.post(`/servers/${staged.id}/actions/reset`);
    await isConfigured(staged);
    const tried = await stage.serverFrom(image, "tried");
    await machineCall(await isInMaintenance(tried), "ApplyConfiguration", { data, mode: Mode.TRY });
    await isConfigured(tried);
    await stage.api.post(`/servers/${tried.id}/actions/reset`);
    await isInMaintenance(tried);
  });

  it("is made anew by a rebuild, and copied whole by a snapshot", async () => {
    const server = await stage.serverFrom(image, "source", { user_data: configuration() });
    await isConfigured(server);
    await stage.api.post(`/servers/${server.id}/actions/poweroff`);
    const copied = await stage.api.post(`/servers/${server.id}/actions/create_image`, { type: "snapshot" });
    const copy = await stage.serverFrom(copied.body.get("image").get("id").number(), "copy");
    await isConfigured(copy);
    await stage.api.post(`/servers/${server.id}/actions/poweron`);
    await isConfigured(server);
    server.userData = null;
    await stage.api.post(`/servers/${server.id}/actions/rebuild`, { image });
    await isInMaintenance(server);
  });

  it("comes up again and again, and answers on the same port each time", async () => {
    const server = await stage.serverFrom(image, "restless", { user_data: configuration() });
    for (let round = 0; round < 5; round += 1) {
      const before = boots(server);
      await stage.api.post(`/servers/${server.id}/actions/reset`);
      expect(boots(server)).toBe(before + 1);
    }
    await isConfigured(server);
  });

  it("does not boot an image that is half written, nor one for another architecture", async () => {
    const server = await stage.server("half", "v1.13.9", { start_after_create: false });
    await stage.api.post(`/servers/${server.id}/actions/poweroff`);
    stage.sandbox.world.disks.open(server.diskId).write(2 * 1024 * 1024, Buffer.from("damaged"));
    await stage.api.post(`/servers/${server.id}/actions/poweron`);
    const arm = await stage.server("arm", "v1.13.9", { server_type: "cax11" });
    for (const dead of [server, arm]) {
      const client = await stage.dial(dead, null);
      await expect(machineCall(client, "Version", {}, { deadlineMs: 4000 })).rejects.toMatchObject({ code: 14 });
    }
  });
});
