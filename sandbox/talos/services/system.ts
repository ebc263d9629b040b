/** What a machine says of itself: version, host name, statistics, time. */
import { timestampOf } from "../../../wire/google/time";
import type { Messages as TimeMessages, TimeService } from "../../../wire/talos/generated/time";
import type { Handlers } from "../grpc";
import { versionDetails } from "../machine/talos-version";
import type { MachineHandlers, ServiceContext } from "./context";

const mebibyte = 1024 ** 2;
/** Seconds of the processor that a machine spends in each of its ways; the numbers are made up, their sum is real time. */
const share = { user: 0.03, system: 0.02, iowait: 0.005 };

/** Methods about the machine as a computer. */
export function systemHandlers({ machine }: ServiceContext): MachineHandlers {
  return {
    Version: () => ({ messages: [versionOf(machine)] }),
    Hostname: () => ({ messages: [{ hostname: machine.hostname }] }),
    SystemStat: () => ({ messages: [systemStat(machine)] }),
    Memory: () => ({ messages: [{ meminfo: memory(machine) }] }),
    LoadAvg: () => ({ messages: [{ load1: 0.21, load5: 0.18, load15: 0.12 }] }),
    CPUInfo: () => ({ messages: [{ cpuInfo: cpus(machine) }] }),
    Processes: () => ({ messages: [{ processes: processes(machine) }] }),
    Mounts: () => ({ messages: [{ stats: mounts(machine) }] }),
    NetworkDeviceStats: () => ({
      messages: [{ devices: machine.addresses.map((address) => ({ name: address.link })) }],
    }),
    DiskStats: () => ({ messages: [{ devices: [{ name: "sda" }] }] }),
    Containers: () => ({ messages: [{}] }),
    Stats: () => ({ messages: [{}] }),
  };
}

type Machine = ServiceContext["machine"];

function versionOf(machine: Machine) {
  const { talosVersion, platform, architecture } = machine.image;
  const mode = platform === "metal" ? "metal" : "cloud";
  return {
    version: {
      tag: talosVersion,
      sha: "5e7a11ed",
      built: "",
      goVersion: `go${versionDetails(talosVersion).go}`,
      os: "linux",
      arch: architecture,
    },
    platform: { name: platform, mode },
    // Absent in maintenance (facts §2.3).
    ...(machine.settings === undefined ? {} : { features: { rbac: true } }),
  };
}

function uptimeSeconds(machine: Machine): number {
  return (machine.world.clock.now() - machine.bootedMs) / 1000;
}

function coresOf(machine: Machine): number {
  return typeOf(machine)?.cores ?? 2;
}

function typeOf(machine: Machine) {
  const { serverTypes } = machine.world.state.catalogue;
  return serverTypes.find((type) => type.id === machine.server.serverTypeId);
}

function systemStat(machine: Machine) {
  const seconds = uptimeSeconds(machine);
  const one = (factor: number) => ({
    user: seconds * factor * share.user,
    system: seconds * factor * share.system,
    iowait: seconds * factor * share.iowait,
    idle: seconds * factor * (1 - share.user - share.system - share.iowait),
  });
  const cores = coresOf(machine);
  return {
    bootTime: BigInt(Math.floor(machine.bootedMs / 1000)),
    cpuTotal: one(cores),
    cpu: Array.from({ length: cores }, () => one(1)),
    contextSwitches: BigInt(Math.floor(seconds * 900)),
    processCreated: BigInt(Math.floor(seconds * 3) + 400),
    processRunning: 1n,
    processBlocked: 0n,
  };
}

function memory(machine: Machine) {
  const totalKiB = Math.floor((typeOf(machine)?.memoryGiB ?? 4) * 1024 * 1024);
  const usedKiB = Math.min(Math.floor(totalKiB / 2), machine.isControlPlane ? 1_600_000 : 700_000);
  return {
    memtotal: BigInt(totalKiB),
    memfree: BigInt(totalKiB - usedKiB),
    memavailable: BigInt(totalKiB - Math.floor(usedKiB * 0.8)),
  };
}

function cpus(machine: Machine) {
  const modelName = machine.image.architecture === "arm64" ? "Neoverse-N1" : "Intel Xeon Processor (Skylake, IBRS)";
  return Array.from({ length: coresOf(machine) }, (_, processor) => ({ processor, modelName, cpuCores: 1 }));
}

function processes(machine: Machine) {
  const names = machine.services.list().filter((service) => service.state === "Running");
  return names.map((service, index) => ({
    pid: index + 1,
    ppid: index === 0 ? 0 : 1,
    state: "S",
    threads: 8,
    residentMemory: BigInt(40 * mebibyte),
    command: service.id,
    executable: `/usr/bin/${service.id}`,
    args: service.id,
  }));
}

function mounts(machine: Machine) {
  const size = BigInt(machine.world.disks.open(machine.server.diskId).sizeBytes);
  return [{ filesystem: "/dev/sda6", size, available: (size * 9n) / 10n, mountedOn: "/var" }];
}

/** Methods of time.TimeService. */
export function timeHandlers({ machine }: ServiceContext): Handlers<TimeMessages, typeof TimeService> {
  const answer = (server: string) => {
    const nowMs = machine.now();
    const [localtime, remotetime] = [timestampOf(nowMs), timestampOf(nowMs - machine.clockSkewMs)];
    return { messages: [{ server, localtime, remotetime }] };
  };
  return {
    Time: () => answer("time.cloudflare.com"),
    TimeCheck: ({ server }) => answer(server === "" ? "time.cloudflare.com" : server),
  };
}
