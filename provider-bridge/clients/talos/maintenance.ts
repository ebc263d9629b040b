/**
 * Machines without a configuration: they know no CA, and take anybody. Whoever sends one a configuration has looked at
 * its stage and its certificate first, and keeps to that certificate.
 */
import type { CallContext } from "../transport";
import { connectionError } from "./classify";
import { kinds, STAGES } from "./kinds";
import { probePeer } from "./peer-probe";
import { getResource } from "./resources";
import { TalosError } from "./talos-error";
import type { TalosNode } from "./talos-node";
import type { TalosPool } from "./talos-pool";

/** How long the handshake may take, milliseconds. */
const handshakeMs = 5_000;

/** A machine in maintenance mode, proven to say so. */
export interface MaintenanceMachine {
  readonly node: TalosNode;
  /** Of its certificate; the same throughout the operation. */
  readonly fingerprint: string;
  /** Hetzner's id of the server, as the machine tells it; "" where it does not. */
  readonly instanceId: string;
}

/**
 * Finds a machine in maintenance mode at an address. Release its node at the end of the operation.
 * @param fingerprint the certificate that was seen before in this operation
 * @throws TalosError "client_refused" for a machine that wants a certificate (it has a configuration, and not ours),
 * "not_trusted" for one whose certificate changed or whose stage is another
 */
export async function maintenanceMachine(
  pool: TalosPool,
  host: string,
  fingerprint: string | undefined,
  context: CallContext,
): Promise<MaintenanceMachine> {
  const probed = await probePeer(host, undefined, handshakeMs, context.signal);
  if (probed.kind !== "speaks") throw connectionError(probed, "ask for the stage", host);
  const { certificate } = probed;
  if (fingerprint !== undefined && certificate.fingerprint !== fingerprint) {
    throw new TalosError(
      "not_trusted",
      `Cannot trust the machine at "${host}": it shows the key "${certificate.fingerprint}", and "${fingerprint}" before in the same operation. Nothing was sent; somebody else may be answering at this address, or it has rebooted`,
    );
  }
  const node = pool.pinned(host, certificate);
  try {
    return await proven(node, certificate.fingerprint, context);
  } catch (error) {
    pool.release(node);
    throw error;
  }
}

async function proven(node: TalosNode, fingerprint: string, context: CallContext): Promise<MaintenanceMachine> {
  const status = await getResource(node, kinds.machineStatus, "machine", context);
  const stage = STAGES[status?.spec.stage ?? 0] ?? "unknown";
  if (stage !== "maintenance") {
    throw new TalosError(
      "not_trusted",
      `Cannot trust the machine at "${node.host}": it wants no certificate, but its stage is "${stage}" instead of "maintenance". Nothing was sent`,
    );
  }
  const platform = await getResource(node, kinds.platform, "platformmetadata", context);
  return { node, fingerprint, instanceId: platform?.spec.instanceId ?? "" };
}
