/** What a running machine does about another configuration. */
import { isDeepStrictEqual } from "node:util";
import { authorityOf } from "../apid/certificates";
import type { NodeSettings } from "../config";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import { renewApiCertificate } from "./api-server";
import type { Fleet, Node } from "./fleet";
import { lookAtKubelet } from "./kubelet-connections";
import { clusterIdentity, kubeletFacts } from "./kubernetes-identity";
import { beginManifests } from "./manifest-apply";
import { signerFor } from "./trust";

/** Compares the settings in force with those before, and acts on what differs. Never rejects. */
export async function reconfigure(fleet: Fleet, node: Node, before: NodeSettings | undefined): Promise<void> {
  const { machine } = node;
  const now = machine.settings;
  if (before === undefined || now === undefined) return;
  const differs: Differs = (pick) => !isDeepStrictEqual(pick(before), pick(now));
  try {
    if (
      differs((settings) => [settings.machineCa, settings.acceptedMachineCas, settings.certSans, settings.hostname])
    ) {
      await renewApid(fleet, node);
    }
    if (differs(({ extensionServices }) => extensionServices)) followExtensions(machine, before, now);
    if (differs(({ images }) => images.kubelet)) await restartKubelet(machine);
    if (differs(({ images, node: kubelet }) => [images, kubelet])) node.kubelet?.update(kubeletFacts(node, now));
    lookAtKubelet(fleet, node);
    if (machine.isControlPlane && node.cluster !== undefined) await reconfigureCluster(fleet, node, differs);
  } catch (error) {
    if (!machine.life.aborted) machine.note(`cannot act on its configuration: ${String(error)}`);
  }
  machine.changed();
}

/** Whether something of the settings is other than before. */
type Differs = (pick: (settings: NodeSettings) => unknown) => boolean;

/** What a control plane does for the cluster. */
async function reconfigureCluster(fleet: Fleet, node: Node, differs: Differs): Promise<void> {
  const { machine, cluster: own } = node;
  if (own === undefined) return;
  const identity = differs(({ images, cluster }) => [images.apiServer, cluster.ca, cluster.serviceAccountKeyPem]);
  if (identity) own.kubernetes.updateIdentity(clusterIdentity(machine));
  if (differs(({ cluster }) => [cluster.ca, cluster.apiCertSans, cluster.endpoint])) {
    await renewApiCertificate(fleet, node);
  }
  const ofManifests = ({ cluster }: NodeSettings) => [
    cluster.manifests,
    cluster.cni,
    cluster.isProxyEnabled,
    cluster.isCoreDnsEnabled,
  ];
  if (differs(ofManifests)) beginManifests(own, machine);
}

/** A new certificate on the same port, as long as somebody signs it: for another CA, other names, another time. */
export async function renewApid(fleet: Fleet, node: Node): Promise<void> {
  const signer = signerFor(fleet, node.machine);
  const authority = signer === undefined ? undefined : authorityOf(signer);
  if (authority !== undefined) await node.apid.serveConfigured(authority);
}

function followExtensions(machine: TalosMachine, before: NodeSettings, now: NodeSettings): void {
  for (const name of before.extensionServices) {
    if (!now.extensionServices.includes(name)) machine.services.remove(`ext-${name}`);
  }
  for (const name of now.extensionServices) {
    if (machine.services.get(`ext-${name}`) === undefined) machine.services.run(`ext-${name}`);
  }
}

/** The service goes and comes back with the other image. */
async function restartKubelet(machine: TalosMachine): Promise<void> {
  machine.services.set("kubelet", "Stopping", "Sending SIGTERM to task kubelet");
  await machine.world.clock.sleep(durations.kubeletStartMs, machine.life);
  machine.services.run("kubelet");
}
