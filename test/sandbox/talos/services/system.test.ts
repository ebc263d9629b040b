/** What a machine says of itself, its files, its META, its disks, the credentials that it makes. */
import { X509Certificate } from "node:crypto";
import { gunzipSync } from "node:zlib";
import * as grpc from "@grpc/grpc-js";
import { parse } from "yaml";
import { certificateOrganizations, nodeKeyPem } from "../../../../sandbox/pki";
import { Json } from "../../../../scripts/oracles/hcloud-http/json";
import { durationOf } from "../../../../wire/google/time";
import { ClusterService, cluster } from "../../../../wire/talos/generated/cluster";
import { StorageService, storage } from "../../../../wire/talos/generated/storage";
import { runtime } from "../../../../wire/talos-resources/generated/runtime";
import { all, answersTo, bytesOf, eventually, first, machineAnswers, machineCall, resourceSpec } from "../talos-calls";
import { type Single, TalosStage } from "../talos-stage";

describe("A machine", () => {
  let stage: TalosStage;
  let only: Single;
  beforeAll(async () => {
    stage = await TalosStage.start();
    only = await stage.single("cp");
    await eventually(
      () => stage.stageOf(only.client),
      ({ ready }) => ready,
    );
  }, 30_000);
  afterAll(() => stage.close());

  it("says what it is: version, platform, name, memory, processors, time since the boot", async () => {
    const { messages } = await machineCall(only.client, "Version", {});
    expect(messages[0]).toMatchObject({
      metadata: undefined,
      version: { tag: "v1.13.9", os: "linux", arch: "amd64" },
      platform: { name: "hcloud", mode: "cloud" },
      features: { rbac: true },
    });
    expect((await machineCall(only.client, "Hostname", {})).messages[0]?.hostname).toBe("cp");
    const memory = (await machineCall(only.client, "Memory", {})).messages[0]?.meminfo;
    // A cx23 has 4 GB.
    expect(memory?.memtotal).toBe(4n * 1024n * 1024n);
    expect(memory?.memavailable ?? 0n).toBeGreaterThan(memory?.memfree ?? 0n);
    const stat = (await machineCall(only.client, "SystemStat", {})).messages[0];
    expect(stat?.cpu).toHaveLength(2);
    expect(Math.abs(Number(stat?.bootTime) - Date.now() / 1000)).toBeLessThan(120);
    const processes = (await machineCall(only.client, "Processes", {})).messages[0]?.processes;
    expect(processes?.map(({ command }) => command)).toEqual(expect.arrayContaining(["machined", "apid", "etcd"]));
    for (const name of ["LoadAvg", "CPUInfo", "DiskStats", "NetworkDeviceStats", "Mounts"] as const) {
      expect((await machineCall(only.client, name, {})).messages).toHaveLength(1);
    }
  });

  it("shows its few files, and no others", async () => {
    const read = async (path: string) => (await bytesOf(machineAnswers(only.client, "Read", { path }))).toString();
    expect(await read("/etc/os-release")).toContain("VERSION_ID=v1.13.9");
    expect(await read("/proc/sys/kernel/random/boot_id")).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}\n$/);
    expect(await read("/system/state/config.yaml")).toBe(only.text);
    await expect(read("/etc/shadow")).rejects.toMatchObject({ code: 5 });
    await expect(read("/etc")).rejects.toMatchObject({ code: 2 });
    const listed = await all(machineAnswers(only.client, "List", { root: "/etc", recurse: true }));
    expect(listed.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["/etc", "/etc/hostname", "/etc/kubernetes/pki/ca.crt"]),
    );
    const archive = gunzipSync(await bytesOf(machineAnswers(only.client, "Copy", { rootPath: "/etc/hostname" })));
    expect(archive.toString("utf8", 512, 515)).toBe("cp\n");
    const [usage] = await all(machineAnswers(only.client, "DiskUsage", { paths: ["/system"] }));
    expect(Number(usage?.size)).toBeGreaterThan(only.text.length);
  });

  it("keeps keys in META, as many and as large as fit", async () => {
    const write = (key: number, value: string | Buffer) =>
      machineCall(only.client, "MetaWrite", { key, value: Buffer.from(value) });
    await write(12, "a value");
    const spec = await resourceSpec(only.client, "runtime", "MetaKeys.runtime.talos.dev", "0x0c");
    expect(runtime.decode("MetaKeySpec", spec).value).toBe("a value");
    await expect(write(256, "x")).rejects.toMatchObject({ code: 3 });
    await expect(write(12, Buffer.alloc(300_000))).rejects.toMatchObject({ code: 8 });
    await machineCall(only.client, "MetaDelete", { key: 12 });
    await expect(machineCall(only.client, "MetaDelete", { key: 12 })).rejects.toMatchObject({ code: 5 });
  });

  it("makes a talosconfig for other roles, which are let in as such", async () => {
    const request = { roles: ["os:reader"], crtTtl: durationOf(3_600_000) };
    const { messages } = await machineCall(only.client, "GenerateClientConfiguration", request);
    const config = new Json(parse(Buffer.from(messages[0]?.talosconfig ?? []).toString()));
    expect(config.get("context").text()).toBe("reader@stage");
    const context = config.get("contexts").get("reader@stage");
    const pem = (name: string) => Buffer.from(context.get(name).text(), "base64");
    const certificate = new X509Certificate(pem("crt"));
    expect(certificateOrganizations(certificate)).toEqual(["os:reader"]);
    const credentials = grpc.credentials.createSsl(pem("ca"), Buffer.from(nodeKeyPem(String(pem("key")))), pem("crt"));
    const reader = new grpc.Client(`${stage.ip(only.server)}:50000`, credentials);
    expect(await stage.versionOf(reader)).toBe("v1.13.9");
    await expect(machineCall(reader, "Kubeconfig", {})).rejects.toMatchObject({ code: 7 });
    reader.close();
    await expect(machineCall(only.client, "GenerateClientConfiguration", { roles: [] })).rejects.toMatchObject({
      code: 3,
    });
  });

  it("has the disk of its server and the volumes that hang on it, and wipes only what it does not use", async () => {
    const body = { name: "data", size: 10, server: only.server.id, automount: false };
    await stage.api.create("/volumes", body);
    const { messages } = await first(answersTo(only.client, [storage, StorageService], "Disks", [{}]));
    expect(messages[0]?.disks.map(({ deviceName, systemDisk, size }) => [deviceName, systemDisk, size])).toEqual([
      ["/dev/sda", true, BigInt(40 * 1024 ** 3)],
      ["/dev/sdb", false, 10_000_000_000n],
    ]);
    const wipe = (device: string) =>
      first(answersTo(only.client, [storage, StorageService], "BlockDeviceWipe", [{ devices: [{ device }] }]));
    await wipe("sdb");
    await expect(wipe("sda")).rejects.toMatchObject({ code: 9 });
    await expect(wipe("sdz")).rejects.toMatchObject({ code: 5 });
  });

  it("checks the whole cluster's health, and says what it waits for until it gives up", async () => {
    const check = (clusterInfo: object, waitMs: number) =>
      answersTo(only.client, [cluster, ClusterService], "HealthCheck", [
        { waitTimeout: durationOf(waitMs), clusterInfo },
      ]);
    const own = { controlPlaneNodes: [stage.ip(only.server)], workerNodes: [] };
    const said = (await all(check(own, 60_000))).map(({ message }) => message);
    expect(said.filter((message) => message.endsWith(": OK")).length).toBeGreaterThan(8);
    const missing = { controlPlaneNodes: [stage.ip(only.server)], workerNodes: ["127.0.0.9"] };
    const heard: string[] = [];
    const wait = async () => {
      for await (const { message } of check(missing, 200)) heard.push(message);
    };
    await expect(wait()).rejects.toMatchObject({ code: 4 });
    expect(heard.at(-1)).toContain("127.0.0.9");
  });

  it("starts, stops and restarts what lets itself be handled", async () => {
    const stateOf = async (wanted: string) => {
      const { messages } = await machineCall(only.client, "ServiceList", {});
      return messages[0]?.services.find(({ id }) => id === wanted)?.state;
    };
    const { messages } = await machineCall(only.client, "ServiceRestart", { id: "kubelet" });
    expect(messages[0]?.resp).toBe('Service "kubelet" restarted');
    expect(await stateOf("kubelet")).toBe("Running");
    await expect(machineCall(only.client, "ServiceStop", { id: "kubelet" })).rejects.toMatchObject({
      code: 2,
      details: 'service "kubelet" doesn\'t support stop operation via API',
    });
    const extension =
      "\n---\napiVersion: v1alpha1\nkind: ExtensionServiceConfig\nname: nut-client\nenvironment:\n    - A=b\n";
    await machineCall(only.client, "ApplyConfiguration", {
      data: Buffer.from(only.text.trimEnd() + extension),
      mode: 2,
    });
    await eventually(
      () => stateOf("ext-nut-client"),
      (state) => state === "Running",
    );
    await machineCall(only.client, "ServiceStop", { id: "ext-nut-client" });
    expect(await stateOf("ext-nut-client")).toBe("Finished");
    await machineCall(only.client, "ServiceStart", { id: "ext-nut-client" });
    expect(await stateOf("ext-nut-client")).toBe("Running");
  });
});
