/** Small files that a machine sends. Each throws TalosError, and the signal's reason. */
import { MachineService, machine } from "../../../wire/talos/generated/machine";
import type { CallContext } from "../transport";
import type { TalosNode } from "./talos-node";
import { singleFileOfTarGz } from "./tar-gz";

const API = [machine, MachineService] as const;

/** How long a stream of a small file may take, milliseconds. */
const smallFileMs = 20_000;

/** Credentials of an administrator of Kubernetes, as text of a kubeconfig. */
export async function fetchKubeconfig(node: TalosNode, context: CallContext): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const { bytes } of node.stream(API, "Kubeconfig", {}, context, { attemptMs: smallFileMs })) {
    parts.push(bytes);
  }
  return singleFileOfTarGz(Buffer.concat(parts), "kubeconfig").toString("utf8");
}

/** A file of the machine, e.g. `/proc/sys/kernel/random/boot_id`. */
export async function readFile(node: TalosNode, path: string, context: CallContext): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const { bytes } of node.stream(API, "Read", { path }, context, { attemptMs: smallFileMs })) {
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
