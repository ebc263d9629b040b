/** What a machine is asked to tell and to do. Each throws TalosError, and the signal's reason. */
import {
  ApplyConfigurationRequestMode,
  MachineService,
  machine,
  type ServiceInfo,
  type VersionInfo,
} from "../../../wire/talos/generated/machine";
import type { CallContext } from "../transport";
import type { TalosNode } from "./talos-node";

const API = [machine, MachineService] as const;

/** How a configuration is applied. */
export type ApplyMode = keyof typeof ApplyConfigurationRequestMode;

/** What Talos says of a configuration that was applied, or would be. */
export interface AppliedConfiguration {
  /** The mode that it came to; undefined for one that we do not know. */
  readonly mode: ApplyMode | undefined;
  readonly warnings: readonly string[];
  /** Talos's own words. A dry run's hold the difference in clear: secrets may stand in it. */
  readonly details: string;
}

/** Pulling, checking and writing a configuration takes a while on a small machine, milliseconds. */
const applyMs = 60_000;

/** Version and build. */
export async function talosVersion(node: TalosNode, context: CallContext): Promise<VersionInfo | undefined> {
  const { messages } = await node.call(API, "Version", {}, context, { repeatable: true });
  return messages[0]?.version;
}

/** Applies a configuration, or (`dryRun`) says what would become of it. */
export async function applyConfiguration(
  node: TalosNode,
  { config, mode, dryRun = false }: { readonly config: string; readonly mode: ApplyMode; readonly dryRun?: boolean },
  context: CallContext,
): Promise<AppliedConfiguration> {
  const request = { data: Buffer.from(config), mode: ApplyConfigurationRequestMode[mode], dryRun };
  const limits = { attemptMs: applyMs, repeatable: dryRun };
  const { messages } = await node.call(API, "ApplyConfiguration", request, context, limits);
  const [answer] = messages;
  const modes = Object.entries(ApplyConfigurationRequestMode);
  const resolved = modes.find(([, number]) => number === answer?.mode)?.[0];
  return {
    mode: isMode(resolved) ? resolved : undefined,
    warnings: answer?.warnings ?? [],
    details: answer?.modeDetails ?? "",
  };
}

function isMode(name: string | undefined): name is ApplyMode {
  return name !== undefined && Object.hasOwn(ApplyConfigurationRequestMode, name);
}

/** All services. */
export async function listServices(node: TalosNode, context: CallContext): Promise<readonly ServiceInfo[]> {
  const { messages } = await node.call(API, "ServiceList", {}, context, { repeatable: true });
  return messages[0]?.services ?? [];
}

/** Begins a reboot; gives the actor by which its events are told. */
export async function reboot(node: TalosNode, context: CallContext): Promise<string> {
  const { messages } = await node.call(API, "Reboot", {}, context);
  return messages[0]?.actorId ?? "";
}

/** Begins a shutdown. `force` skips Talos's own drain. */
export async function shutdown(
  node: TalosNode,
  { force }: { readonly force: boolean },
  context: CallContext,
): Promise<string> {
  const { messages } = await node.call(API, "Shutdown", { force }, context);
  return messages[0]?.actorId ?? "";
}

/**
 * Begins a reset that wipes these partitions and never the boot partitions, without which a server does not come up again.
 * `graceful` makes Talos drain, and leave etcd, by itself.
 */
export async function reset(
  node: TalosNode,
  options: { readonly graceful: boolean; readonly reboot: boolean; readonly partitions: readonly string[] },
  context: CallContext,
): Promise<string> {
  const { graceful, reboot: rebootAfter, partitions } = options;
  const systemPartitionsToWipe = partitions.map((label) => ({ label, wipe: true }));
  const request = { graceful, reboot: rebootAfter, systemPartitionsToWipe };
  const { messages } = await node.call(API, "Reset", request, context);
  return messages[0]?.actorId ?? "";
}

/** Begins etcd, empty or (`recover`) from the snapshot that was uploaded. */
export async function bootstrapEtcd(
  node: TalosNode,
  { recover = false, skipHashCheck = false }: { readonly recover?: boolean; readonly skipHashCheck?: boolean },
  context: CallContext,
): Promise<void> {
  const request = { recoverEtcd: recover, recoverSkipHashCheck: skipHashCheck };
  await node.call(API, "Bootstrap", request, context, { attemptMs: 30_000 });
}
