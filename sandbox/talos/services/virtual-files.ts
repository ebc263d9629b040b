/** The few files that a machine has for those who look: kernel interfaces, configuration, manifests. */

import type { TalosMachine } from "../machine/machine";
import { versionDetails } from "../machine/talos-version";

/** Path → content, all of them text. */
export function virtualFiles(machine: TalosMachine): Map<string, string> {
  const { image, bootId, hostname, installation } = machine;
  const { kernel } = versionDetails(image.talosVersion);
  const uptime = ((machine.world.clock.now() - machine.bootedMs) / 1000).toFixed(2);
  const files = new Map([
    ["/etc/hostname", `${hostname}\n`],
    [
      "/etc/os-release",
      `NAME="Talos"\nID=talos\nVERSION_ID=${image.talosVersion}\nPRETTY_NAME="Talos (${image.talosVersion})"\n`,
    ],
    ["/etc/resolv.conf", "nameserver 1.1.1.1\nnameserver 8.8.8.8\n"],
    ["/proc/sys/kernel/random/boot_id", `${bootId}\n`],
    ["/proc/version", `Linux version ${kernel}-talos\n`],
    ["/proc/uptime", `${uptime} ${uptime}\n`],
    ["/proc/cmdline", `talos.platform=${image.platform} ${image.extraKernelArgs.join(" ")}`.trim().concat("\n")],
  ]);
  if (installation.configText !== null) files.set("/system/state/config.yaml", installation.configText);
  if (installation.nodeId !== null) files.set("/system/state/node-identity.yaml", `nodeId: ${installation.nodeId}\n`);
  const ca = machine.settings?.cluster.ca.certificatePem ?? "";
  if (ca !== "") files.set("/etc/kubernetes/pki/ca.crt", ca);
  return files;
}
