/** How a machine comes by the certificate of its API: from its own authority, or from a control plane's trustd. */
import { authorityOf } from "../apid/certificates";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import { controlPlanesReachedBy } from "./discovery";
import type { Fleet, Node } from "./fleet";

/** trustd's port (facts §2.1). */
const trustdPort = 50_001;

/** Starts apid: at once on a control plane, on a worker as soon as a control plane signs for it. */
export async function startApid(fleet: Fleet, node: Node, signal: AbortSignal): Promise<void> {
  const { machine, apid } = node;
  machine.services.set("apid", "Preparing", "Running pre state");
  if (!machine.isControlPlane) {
    // Nobody is let in by the old certificate any more, and there is no new one yet.
    await apid.close();
    machine.services.set("apid", "Waiting", "Waiting for api certificates");
  }
  const signer = await fleet.waiting.until(() => signerFor(fleet, machine), signal);
  await machine.world.clock.sleep(durations.apidMs, signal);
  const authority = authorityOf(signer);
  if (authority === undefined) return;
  await apid.serveConfigured(authority);
  machine.services.run("apid");
}

/** A control plane signs for itself; a worker asks one that it gets through to, whose token is its own. */
export function signerFor(fleet: Fleet, machine: TalosMachine): TalosMachine | undefined {
  if (machine.isControlPlane) return machine;
  const own = machine.settings;
  return controlPlanesReachedBy(fleet, machine, trustdPort).find(({ settings, services }) => {
    const isSameCluster = settings?.machineCa.certificatePem === own?.machineCa.certificatePem;
    return services.isUp("trustd") && isSameCluster && settings?.machineToken === own?.machineToken;
  });
}
