/** Faults of Talos machines, as data: each strikes as it says, and is counted. */
import type { FaultRequest } from "../../../sandbox/world/faults";
import {
  LifecycleService,
  machine as machineMessages,
  MachineStatusEventMachineStage as Stage,
} from "../../../wire/talos/generated/machine";
import { all, answersTo, bytesOf, eventually, machineAnswers, machineCall } from "./talos-calls";
import { type Single, TalosStage } from "./talos-stage";

const vanilla = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
const installer = (version: string) => `factory.talos.dev/hcloud-installer/${vanilla}:${version}`;

describe("A fault", () => {
  let stage: TalosStage;
  let only: Single;
  beforeAll(async () => {
    stage = await TalosStage.start();
    only = await stage.single("cp", "v1.13.8");
    await eventually(
      () => stage.stageOf(only.client),
      ({ ready }) => ready,
    );
  }, 30_000);
  afterAll(() => stage.close());
  afterEach(() => stage.sandbox.world.faults.clear());

  const add = (request: Omit<FaultRequest, "door">) => stage.sandbox.world.faults.add({ door: "talos", ...request });

  it("makes the API slow, for one method or for all", async () => {
    const slow = add({ what: "rpc", match: "^cp ", effect: { delayMs: 60_000 } });
    await expect(machineCall(only.client, "Version", {}, { deadlineMs: 800 })).rejects.toMatchObject({ code: 4 });
    expect(slow.hits).toBe(1);
    expect(await stage.versionOf(only.client)).toBe("v1.13.8");
    add({ what: "Hostname", match: "^cp ", effect: { delayMs: 60_000 } });
    expect(await stage.versionOf(only.client)).toBe("v1.13.8");
    await expect(machineCall(only.client, "Hostname", {}, { deadlineMs: 800 })).rejects.toMatchObject({ code: 4 });
  });

  it("refuses with a code and words of its own, after so many and for so many calls", async () => {
    const effect = { code: "RESOURCE_EXHAUSTED", message: "too much" };
    const fault = add({ what: "Hostname", skip: 1, times: 2, effect });
    expect((await machineCall(only.client, "Hostname", {})).messages[0]?.hostname).toBe("cp");
    for (const _ of [1, 2]) {
      await expect(machineCall(only.client, "Hostname", {})).rejects.toMatchObject({ code: 8, details: "too much" });
    }
    expect((await machineCall(only.client, "Hostname", {})).messages[0]?.hostname).toBe("cp");
    expect([fault.seen, fault.hits]).toEqual([4, 2]);
  });

  it("ends a call half-way: the snapshot breaks off, the work of a reboot is done all the same", async () => {
    add({ what: "EtcdSnapshot", effect: { cutAfterMessages: 1 } });
    const parts: number[] = [];
    const cut = async () => {
      for await (const { bytes } of machineAnswers(only.client, "EtcdSnapshot", {})) parts.push(bytes.length);
    };
    await expect(cut()).rejects.toMatchObject({ code: 14 });
    expect(parts.length).toBe(1);
    expect((await bytesOf(machineAnswers(only.client, "EtcdSnapshot", {}))).length).toBeGreaterThan(parts[0] ?? 0);
    const before = only.server.bootCount;
    add({ what: "Reboot", effect: { cutAfterMessages: 0 } });
    await expect(machineCall(only.client, "Reboot", {})).rejects.toMatchObject({ code: 14 });
    await eventually(
      () => only.server.bootCount,
      (count) => count === before + 1,
    );
    await stage.running(only.client);
  });

  it("keeps an image from being pulled, once", async () => {
    const fault = add({ what: "pull-fails", match: "v1.13.9" });
    await expect(machineCall(only.client, "Upgrade", { image: installer("v1.13.9") })).rejects.toMatchObject({
      code: 2,
      details: expect.stringContaining("500 Internal Server Error"),
    });
    expect(fault.hits).toBe(1);
    await machineCall(only.client, "ImagePull", { namespace: 1, reference: installer("v1.13.9") });
    const images = await all(machineAnswers(only.client, "ImageList", { namespace: 1 }));
    expect(images.map(({ name }) => name)).toContain(installer("v1.13.9"));
  });

  it("lets the installer die: the machine hangs until somebody reboots it, or says so by an exit code", async () => {
    add({ what: "install-fails" });
    const before = only.server.bootCount;
    await machineCall(only.client, "Upgrade", { image: installer("v1.13.9") });
    await eventually(
      () => stage.stageOf(only.client),
      (seen) => seen.stage === Stage.REBOOTING,
    );
    expect(only.server.bootCount).toBe(before);
    await machineCall(only.client, "Reboot", {});
    await eventually(
      () => only.server.bootCount,
      (count) => count === before + 1,
    );
    await stage.running(only.client);
    expect(await stage.versionOf(only.client)).toBe("v1.13.8");
    add({ what: "install-fails" });
    const source = { imageName: installer("v1.13.9") };
    const upgrade = { source, containerd: { namespace: 1 } };
    const said = await all(answersTo(only.client, [machineMessages, LifecycleService], "Upgrade", [upgrade]));
    expect(said.at(-1)?.progress?.exitCode).toBe(1);
  });

  it("keeps a new image from coming up: the other slot boots instead", async () => {
    const fault = add({ what: "boot-fails", match: "^cp$" });
    const before = only.server.bootCount;
    await machineCall(only.client, "Upgrade", { image: installer("v1.13.9") });
    await eventually(
      () => only.server.bootCount,
      (count) => count === before + 2,
    );
    await stage.running(only.client);
    expect(await stage.versionOf(only.client)).toBe("v1.13.8");
    expect(fault.hits).toBe(1);
  });

  it("cuts a machine off from discovery, as long as it is there", async () => {
    add({ what: "discovery", match: "^apart$", times: 0 });
    const apart = await stage.server("apart", "v1.13.8");
    // Its endpoint is nobody's: without discovery it finds no control plane.
    const client = await stage.configure(apart, stage.configuration("worker", "127.0.0.99"));
    await expect(machineCall(client, "Version", {}, { deadlineMs: 4000 })).rejects.toMatchObject({ code: 14 });
    stage.sandbox.world.faults.clear();
    await eventually(
      () => stage.stageOf(client),
      (seen) => seen.stage === Stage.RUNNING,
    );
  });

  it("lets the API show a certificate that has expired, until the next boot", async () => {
    add({ what: "certificate-expired", match: "^cp$" });
    await machineCall(only.client, "Reboot", {});
    await expect(
      eventually(
        () => machineCall(only.client, "Version", {}).catch((error: { details: string }) => error.details),
        (seen) => typeof seen === "string" && seen.includes("certificate has expired"),
      ),
    ).resolves.toContain("expired");
    await stage.api.post(`/servers/${only.server.id}/actions/reset`);
    await stage.running(only.client);
  });
});
