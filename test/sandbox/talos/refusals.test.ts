/** Who is refused by a machine, and with which code: by version, before and after it has a configuration. */
import { connect } from "node:tls";
import type * as grpc from "@grpc/grpc-js";
import { type KeyPair, selfSigned } from "../../../sandbox/pki";
import type { Server } from "../../../sandbox/world";
import {
  MachineService,
  ApplyConfigurationRequestMode as Mode,
  machine,
  MachineStatusEventMachineStage as Stage,
} from "../../../wire/talos/generated/machine";
import { all, answersTo, eventually, machineAnswers, machineCall } from "./talos-calls";
import { TalosStage } from "./talos-stage";

type Method = keyof typeof MachineService.methods;

const hourMs = 3_600_000;
const [ok, unknown, invalidArgument, unimplemented, unavailable, permissionDenied] = [0, 2, 3, 12, 14, 7];
const failedPrecondition = 9;

/** The code that a call ends with. */
async function codeOf(client: grpc.Client, name: Method, request: object = {}): Promise<number> {
  try {
    await all(answersTo(client, [machine, MachineService], name, [request]));
    return ok;
  } catch (error) {
    return error instanceof Error && "code" in error ? Number(error.code) : -1;
  }
}

/** Whether a TLS handshake of at most this version comes about. */
function handshake(host: string, pair: KeyPair, maxVersion: "TLSv1.1" | "TLSv1.2" | "TLSv1.3"): Promise<boolean> {
  return new Promise((resolve) => {
    const identity = { key: pair.keyPem, cert: pair.certificatePem };
    const versions = { minVersion: "TLSv1", maxVersion } as const;
    const options = { host, port: 50_000, rejectUnauthorized: false, ...versions, ...identity };
    const socket = connect({ ...options, ALPNProtocols: ["h2"] });
    socket.once("secureConnect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

describe.each([
  [11, "v1.11.6"],
  [12, "v1.12.11"],
  [13, "v1.13.9"],
  [14, "v1.14.0"],
])("Talos 1.%i", (minor, version) => {
  let stage: TalosStage;
  let server: Server;
  let worker: Server;
  const isOld = minor < 13;
  beforeAll(async () => {
    stage = await TalosStage.start();
    [server, worker] = await Promise.all([stage.server("cp", version), stage.server("worker", version)]);
    const anonymous = await stage.dial(server, null);
    await eventually(
      () => stage.stageOf(anonymous),
      (seen) => seen.stage === Stage.MAINTENANCE,
    );
  });
  afterAll(() => stage.close());

  it("in maintenance answers its short list, and refuses the rest as this version does", async () => {
    const anonymous = await stage.dial(server, null);
    const closed = isOld ? unimplemented : permissionDenied;
    expect(await codeOf(anonymous, "Version")).toBe(isOld ? unimplemented : ok);
    expect(await codeOf(anonymous, "ServiceList")).toBe(isOld ? unimplemented : ok);
    expect(await codeOf(anonymous, "EtcdMemberList")).toBe(unimplemented);
    for (const name of ["Bootstrap", "Reboot", "Reset", "Upgrade", "MetaWrite", "Kubeconfig"] as const) {
      expect([name, await codeOf(anonymous, name)]).toEqual([name, closed]);
    }
  });

  it("in maintenance refuses modes that this version does not have there, and what it cannot read", async () => {
    const anonymous = await stage.dial(server, null);
    const apply = (text: string, mode: number) =>
      codeOf(anonymous, "ApplyConfiguration", { data: Buffer.from(text), mode, dryRun: true });
    const good = stage.configuration("controlplane", stage.ip(server), { minor });
    expect(await apply(good, Mode.AUTO)).toBe(ok);
    expect(await apply(good, Mode.REBOOT)).toBe(ok);
    expect(await apply(good, Mode.TRY)).toBe(ok);
    expect(await apply(good, Mode.NO_REBOOT)).toBe(isOld ? unimplemented : ok);
    expect(await apply(good, Mode.STAGED)).toBe(isOld ? unimplemented : ok);
    expect(await apply("machine: {hammer: 1}", Mode.AUTO)).toBe(isOld ? unknown : invalidArgument);
    expect(await apply(good.replace("type: controlplane", "type: king"), Mode.AUTO)).toBe(invalidArgument);
  });

  it("configured, hangs up on whoever has no certificate of its authority, a stale one or too old a TLS", async () => {
    await stage.configure(worker, stage.configuration("worker", stage.ip(server), { minor }));
    const client = await stage.configure(server, stage.configuration("controlplane", stage.ip(server), { minor }));
    await eventually(
      () => codeOf(client, "Version"),
      (code) => code === ok,
    );
    const now = Date.now();
    const span = { notBeforeMs: now - 2 * hourMs, notAfterMs: now + hourMs };
    const stranger = await selfSigned({ subject: { organizations: ["talos"] }, ...span });
    for (const [roles, more] of [
      [null, {}],
      [["os:admin"], { authority: stranger }],
      [["os:admin"], { notBeforeMs: now - 2 * hourMs, notAfterMs: now - hourMs }],
      [["os:admin"], { notBeforeMs: now + hourMs, notAfterMs: now + 2 * hourMs }],
      [["os:admin"], { usages: ["server"] }],
    ] as const) {
      expect(await codeOf(await stage.dial(server, roles, more), "Version")).toBe(unavailable);
    }
    const both = await stage.dial(server, ["os:admin"], { usages: ["client", "server"] });
    expect(await codeOf(both, "Version")).toBe(unavailable);
    const pair = await stage.clientPair(["os:admin"]);
    expect(await handshake(stage.ip(server), pair, "TLSv1.1")).toBe(false);
    expect(await handshake(stage.ip(server), pair, "TLSv1.2")).toBe(isOld);
    expect(await handshake(stage.ip(server), pair, "TLSv1.3")).toBe(true);
  });

  it("configured, lets each role do what is its own", async () => {
    const [reader, operator, backup, nobody] = await Promise.all([
      stage.dial(server, ["os:reader"]),
      stage.dial(server, ["os:operator"]),
      stage.dial(server, ["os:etcd:backup"]),
      stage.dial(server, []),
    ]);
    const request = { data: Buffer.from("") };
    expect(await codeOf(reader, "ServiceList")).toBe(ok);
    expect(await codeOf(nobody, "Version")).toBe(permissionDenied);
    for (const name of ["Bootstrap", "Reset", "Upgrade", "Rollback", "Kubeconfig", "MetaWrite", "Read"] as const) {
      expect([name, await codeOf(reader, name)]).toEqual([name, permissionDenied]);
      expect([name, await codeOf(operator, name)]).toEqual([name, permissionDenied]);
    }
    expect(await codeOf(reader, "ApplyConfiguration", request)).toBe(permissionDenied);
    expect(await codeOf(reader, "Reboot")).toBe(permissionDenied);
    expect(await codeOf(reader, "EtcdSnapshot")).toBe(permissionDenied);
    expect(await codeOf(backup, "Hostname")).toBe(permissionDenied);
    // No etcd yet: allowed, but nobody answers.
    expect(await codeOf(backup, "EtcdMemberList")).toBe(unavailable);
    expect(await codeOf(operator, "ServiceRestart", { id: "kubelet" })).toBe(ok);
    expect(await codeOf(operator, "ServiceRestart", { id: "apid" })).toBe(unknown);
    expect(await codeOf(operator, "ServiceStop", { id: "etcd" })).toBe(unknown);
    expect(await codeOf(operator, "ServiceStart", { id: "hammer" })).toBe(unknown);
  });

  it("a worker refuses what only control planes have, in the words of this version", async () => {
    const client = await stage.dial(worker);
    await eventually(
      () => codeOf(client, "Version"),
      (code) => code === ok,
    );
    const old = isOld ? failedPrecondition : unimplemented;
    expect(await codeOf(client, "Bootstrap")).toBe(old);
    expect(await codeOf(client, "GenerateClientConfiguration")).toBe(old);
    for (const name of ["Kubeconfig", "EtcdMemberList", "EtcdSnapshot", "EtcdStatus"] as const) {
      expect([name, await codeOf(client, name)]).toEqual([name, unimplemented]);
    }
    await expect(machineCall(client, "EtcdMemberList", {})).rejects.toMatchObject({
      details: "member list is only available on control plane nodes",
    });
    const unknownPath = await all(machineAnswers(client, "Restart", {})).catch((error: { code: number }) => error.code);
    expect(unknownPath).toBe(unimplemented);
  });
});
