/**
 * The boot sequence: from a configuration to all services, as far as this machine gets.
 * This folder holds what a machine does step by step, one sequence a file; never who asked for it (services/).
 */
import { startControlPlane } from "../fleet/control-plane";
import type { Fleet, Node } from "../fleet/fleet";
import { startKubelet } from "../fleet/kubelet";
import { startApid } from "../fleet/trust";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";

/** Boots a configured machine; ends when it runs, fails, is taken over or goes. Never rejects. */
export async function boot(fleet: Fleet, node: Node): Promise<void> {
  const { machine } = node;
  machine.stage = "booting";
  const addresses = machine.addresses.map(({ ip }) => ip);
  machine.events.emit("AddressEvent", { hostname: machine.hostname, addresses });
  const before = ["memorySizeCheck", "diskSizeCheck", "env", "dbus", "sharedFilesystems"];
  const end = await machine.sequencer.run({
    name: "boot",
    phases: [
      ...before.map((name) => ({ name })),
      { name: "ephemeral", durationMs: durations.bootPhasesMs, run: () => provision(machine) },
      { name: "udevSetup" },
      { name: "userDisks" },
      { name: "userSetup" },
      { name: "startEverything", tasks: ["startAllServices"], run: (signal) => startEverything(fleet, node, signal) },
    ],
  });
  if (end.kind === "failed") machine.note(`fails to boot: ${String(end.error)}`);
  if (end.kind !== "done") return;
  machine.installation.isTrial = false;
  machine.stage = "running";
  machine.note("runs");
}

function provision(machine: TalosMachine): void {
  const { installation, world } = machine;
  installation.nodeId ??= Buffer.from(world.random.hex(), "hex").toString("base64url");
  installation.isProvisioned = true;
}

async function startEverything(fleet: Fleet, node: Node, signal: AbortSignal): Promise<void> {
  const { machine } = node;
  const { services, world, settings } = machine;
  for (const id of ["auditd", "syslogd", "udevd", "dashboard"]) services.run(id);
  services.set("containerd", "Starting", "Starting containerd");
  services.set("cri", "Waiting", 'Waiting for service "containerd" to be "up"');
  for (const id of ["apid", "kubelet", ...(machine.isControlPlane ? ["trustd", "etcd"] : [])]) {
    services.set(id, "Waiting", 'Waiting for service "containerd" to be "up"');
  }
  for (const name of settings?.extensionServices ?? []) services.run(`ext-${name}`);
  await world.clock.sleep(durations.containerdMs, signal);
  services.run("containerd");
  services.run("cri");
  const limit = new AbortController();
  const cancel = world.clock.deadline(durations.bootLimitMs, () => {
    limit.abort(
      new Error(`Cannot start all services: the boot took longer than ${durations.bootLimitMs / 60_000} minutes`),
    );
  });
  try {
    const bounded = AbortSignal.any([signal, limit.signal]);
    await Promise.all([
      startApid(fleet, node, bounded),
      startKubelet(fleet, node, bounded),
      ...(machine.isControlPlane ? [startControlPlane(fleet, node, bounded)] : []),
    ]);
  } finally {
    cancel();
  }
}
