import { documentsOfKind, legacyDocument, type MachineConfig } from "../documents";
import { parseIpPrefix, parseUrl, prefixesOverlap } from "../scalars";
import { listAt, mapAt, textAt, type ValueMap } from "../value";
import type { Finding } from "./finding";
import { texts } from "./legacy";

type Advice = Omit<Finding, "own">;

/** What Talos takes without a word although it fails later: warnings of our own. */
export function advice(config: MachineConfig): Advice[] {
  const legacy = legacyDocument(config);
  if (legacy === undefined) return [];
  const worker = textAt(legacy, "machine", "type") === "worker";
  return [
    ...endpointAdvice(legacy),
    ...subnetAdvice(legacy),
    ...imageAdvice(legacy),
    ...(worker
      ? documentsOfKind(config, "HCloudVIPConfig").map(() =>
          warn("HCloudVIPConfig", "", "workers hold no virtual address, Talos ignores the document"),
        )
      : []),
  ];
}

function warn(document: string, path: string, message: string): Advice {
  return { severity: "warning", document, path, message };
}

function endpointAdvice(legacy: ValueMap): Advice[] {
  const path = "cluster.controlPlane.endpoint";
  const endpoint = textAt(legacy, "cluster", "controlPlane", "endpoint");
  const url = parseUrl(endpoint);
  if (typeof url === "string") return [];
  // A patch that leaves "https://" out is merged into the old URL as its path.
  const hasPath = url.path !== "" && url.path !== "/";
  return [
    ...(url.scheme === "http" ? [warn("v1alpha1", path, "the Kubernetes API speaks https only")] : []),
    ...(hasPath ? [warn("v1alpha1", path, `"${endpoint}" has a path; write the whole URL with https://`)] : []),
  ];
}

function subnetAdvice(legacy: ValueMap): Advice[] {
  const lists = ["podSubnets", "serviceSubnets"].map((name) => ({
    name,
    items: texts(listAt(legacy, "cluster", "network", name)),
  }));
  const malformed = lists.flatMap(({ name, items }) =>
    items.flatMap((text, index) =>
      parseIpPrefix(text) === undefined
        ? [warn("v1alpha1", `cluster.network.${name}[${index}]`, `"${text}" is no CIDR`)]
        : [],
    ),
  );
  const [pods = [], services = []] = lists.map(({ items }) =>
    items.map(parseIpPrefix).filter((prefix) => prefix !== undefined),
  );
  const overlap = pods.some((pod) => services.some((service) => prefixesOverlap(pod, service)));
  return overlap
    ? [...malformed, warn("v1alpha1", "cluster.network.serviceSubnets", "they overlap the pod subnets")]
    : malformed;
}

/** From 1.11 on a node refuses image references without a version tag when it applies them. */
function imageAdvice(legacy: ValueMap): Advice[] {
  const images = [
    ["machine.kubelet.image", textAt(legacy, "machine", "kubelet", "image")],
    ...["apiServer", "controllerManager", "scheduler"].map((name) => [
      `cluster.${name}.image`,
      textAt(mapAt(legacy, "cluster", name), "image"),
    ]),
  ] as const;
  return images.flatMap(([path = "", image = ""]) =>
    image === "" || /:v\d+\.\d+\.\d+/.test(image)
      ? []
      : [warn("v1alpha1", path, `"${image}" has no version tag such as :v1.34.1`)],
  );
}
