/** Each version of Talos comes up, and has what it has and lacks what it lacks. */
import * as grpc from "@grpc/grpc-js";
import { resource as cosi, State } from "../../../wire/cosi/generated/resource";
import { MachineStatusEventMachineStage as Stage } from "../../../wire/talos/generated/machine";
import { all, answersTo, eventually, stageOf } from "./talos-calls";
import { TalosStage } from "./talos-stage";

const versions: readonly (readonly [number, string])[] = [
  [9, "v1.9.6"],
  [10, "v1.10.9"],
  [11, "v1.11.6"],
  [12, "v1.12.11"],
  [13, "v1.13.9"],
  [14, "v1.14.0"],
];

/** Methods, and the first version that has them. */
const methods: readonly (readonly [string, number])[] = [
  ["machine.MachineService/Version", 9],
  ["machine.MachineService/EtcdStatus", 9],
  ["machine.MachineService/ImageList", 9],
  ["machine.MachineService/EtcdDowngradeCancel", 11],
  ["machine.ImageService/List", 13],
  ["machine.LifecycleService/Upgrade", 13],
];

/** Resources, and the first version that has them. */
const resources: readonly (readonly [string, string, string, number])[] = [
  ["config", "MachineConfigs.config.talos.dev", "v1alpha1", 9],
  ["runtime", "MachineStatuses.runtime.talos.dev", "machine", 9],
  ["runtime", "Versions.runtime.talos.dev", "version", 10],
  ["runtime", "BootIDs.runtime.talos.dev", "boot-id", 14],
];

/** Sends an empty request and gives the code that comes back. */
function codeOf(client: grpc.Client, path: string): Promise<number> {
  const asIs = (bytes: Buffer) => bytes;
  return new Promise((resolve) => {
    const options = { deadline: Date.now() + 5000 };
    const call = client.makeServerStreamRequest(path, asIs, asIs, Buffer.alloc(0), new grpc.Metadata(), options);
    call.on("data", () => undefined);
    call.on("error", () => undefined);
    call.on("status", ({ code }) => resolve(code));
  });
}

const unimplemented = 12;

describe.each(versions)("Talos 1.%i", (minor, version) => {
  let stage: TalosStage;
  let client: grpc.Client;
  beforeAll(async () => {
    stage = await TalosStage.start();
    ({ client } = await stage.single("cp", version));
  }, 30_000);
  afterAll(() => stage.close());

  it("comes up from maintenance to a cluster that is ready", async () => {
    const seen = await eventually(
      () => stageOf(client),
      ({ ready }) => ready,
    );
    expect(seen).toEqual({ stage: Stage.RUNNING, ready: true, unmet: [] });
    expect(await stage.versionOf(client)).toBe(version);
  });

  it("has its methods, and says of the others that it has not", async () => {
    for (const [path, since] of methods) {
      const has = (await codeOf(client, `/${path}`)) !== unimplemented;
      expect([path, has]).toEqual([path, minor >= since]);
    }
    for (const path of ["machine.MachineService/GenerateConfiguration", "machine.MachineService/Nothing", "a.B/C"]) {
      expect([path, await codeOf(client, `/${path}`)]).toEqual([path, unimplemented]);
    }
  });

  it("has its resources, and none of those of later versions", async () => {
    for (const [namespace, type, id, since] of resources) {
      const found = await all(answersTo(client, [cosi, State], "Get", [{ namespace, type, id }])).then(
        () => true,
        () => false,
      );
      expect([type, found]).toEqual([type, minor >= since]);
    }
  });
});
