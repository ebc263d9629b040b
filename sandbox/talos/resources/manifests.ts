/** Resources about the manifests that a control plane applies: its own and those of the configuration. */
import { k8s } from "../../../wire/talos-resources/generated/k8s";
import { type ResourceContent, resource } from "../cosi";
import { bootstrapManifests } from "../manifests";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";
import { structOf } from "./structs";

const namespace = "controlplane";
/** Talos applies what users add after everything of its own. */
const extraPriority = "99";

/** Manifests and ManifestStatuses. */
export const manifestKinds: MachineKind[] = [
  machineKind(namespace, "Manifests.kubernetes.talos.dev", manifests),
  machineKind(namespace, "ManifestStatuses.kubernetes.talos.dev", manifestStatuses),
];

function manifests({ machine }: ResourceOwner): ResourceContent[] {
  const { settings } = machine;
  if (settings === undefined || !machine.isControlPlane) return [];
  const own = bootstrapManifests(machine, settings).map(({ name, text }) => ({ id: name, text }));
  const inline = settings.cluster.manifests.flatMap((manifest) =>
    "text" in manifest ? [{ id: `${extraPriority}-${manifest.name}`, text: manifest.text }] : [],
  );
  return [...own, ...inline].map(({ id, text }) => {
    const objects = objectsIn(text);
    const spec = { items: objects.map((object) => ({ object: structOf(object) })) };
    return resource(k8s, "ManifestSpec", id, spec, objects, { owner: "k8s.ManifestController" });
  });
}

/** The documents of a text that are objects; a text that is no YAML has none. */
function objectsIn(text: string): Readonly<Record<string, unknown>>[] {
  const { parseAllDocuments }: typeof import("yaml") = require("yaml");
  const documents = parseAllDocuments(text);
  const contents = "empty" in documents ? [] : documents.map((document): unknown => contentOf(document));
  return contents.flatMap((content) =>
    typeof content === "object" && content !== null && !Array.isArray(content) ? [{ ...content }] : [],
  );
}

function contentOf(document: { readonly errors: readonly unknown[]; toJS(): unknown }): unknown {
  return document.errors.length > 0 ? undefined : document.toJS();
}

function manifestStatuses(owner: ResourceOwner): ResourceContent[] {
  const cluster = owner.node.api === undefined ? undefined : owner.node.cluster;
  if (cluster === undefined || !owner.machine.isControlPlane) return [];
  const spec = { manifestsApplied: [...cluster.appliedManifests.keys()] };
  return [resource(k8s, "ManifestStatusSpec", "manifests", spec, spec, { owner: "k8s.ManifestApplyController" })];
}
