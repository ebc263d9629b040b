/** Pulling container images from registries that the sandbox plays: installers are known, of others the name counts. */
import type { Fleet } from "../fleet/fleet";
import { durations } from "../machine/durations";
import { type InstallerReference, readInstallerReference } from "../machine/installer-image";
import type { TalosMachine } from "../machine/machine";
import { minorOf } from "../machine/talos-version";

/** From here on, the official installer is published for no version. */
const firstMinorWithoutOfficialInstaller = 14;
/** What the official installer is made of. */
const vanillaSchematicYaml = "customization: {}\n";

/** The installer behind a reference, as the node pulls it. */
export interface Installer extends InstallerReference {
  readonly reference: string;
  readonly schematicYaml: string;
}

/** An image that cannot be pulled, in containerd's words. */
export class PullError extends Error {
  /** No registry has it; false: it might work another time. */
  readonly isMissing: boolean;

  constructor(reference: string, reason: string, isMissing: boolean) {
    super(`failed to pull image "${reference}": ${reason}`);
    this.name = "PullError";
    this.isMissing = isMissing;
  }
}

/**
 * Finds an installer, without the time that pulling takes.
 * @throws PullError when it cannot be pulled.
 */
export function pullInstaller(fleet: Fleet, machine: TalosMachine, reference: string): Installer {
  checkPull(machine, reference);
  const parsed = readInstallerReference(reference);
  const missing = new PullError(reference, "not found", true);
  if (parsed === undefined || !fleet.isPublished(parsed.version)) throw missing;
  const { schematicId, version } = parsed;
  if (schematicId === undefined && minorOf(version) >= firstMinorWithoutOfficialInstaller) throw missing;
  const schematicYaml = schematicId === undefined ? vanillaSchematicYaml : fleet.schematicYaml(schematicId);
  if (schematicYaml === undefined) throw missing;
  return { ...parsed, reference, schematicYaml };
}

/**
 * Pulls any image into one of containerd's namespaces; one that is there already takes no time.
 * @throws PullError when it cannot be pulled.
 */
export async function pullImage(
  fleet: Fleet,
  machine: TalosMachine,
  image: { readonly namespace: string; readonly reference: string },
  signal: AbortSignal,
): Promise<void> {
  const { installation } = machine;
  const key = imageKey(image.namespace, image.reference);
  if (installation.pulledImages.includes(key)) return;
  if (readInstallerReference(image.reference) !== undefined) pullInstaller(fleet, machine, image.reference);
  else checkPull(machine, image.reference);
  await machine.world.clock.sleep(durations.pullImageMs, signal);
  if (!installation.pulledImages.includes(key)) installation.pulledImages.push(key);
}

/** Under which a machine remembers an image that it pulled: "namespace reference", without a digest. */
export function imageKey(namespace: string, reference: string): string {
  const [bare = ""] = reference.split("@");
  return `${namespace} ${bare}`;
}

function checkPull(machine: TalosMachine, reference: string): void {
  if (machine.isDiskFull) {
    throw new PullError(
      reference,
      "write /var/lib/containerd/io.containerd.content.v1.content: no space left on device",
      false,
    );
  }
  if (machine.world.faults.take("talos", "pull-fails", `${machine.server.name} ${reference}`) !== undefined) {
    throw new PullError(reference, "unexpected status from GET request: 500 Internal Server Error", false);
  }
}
