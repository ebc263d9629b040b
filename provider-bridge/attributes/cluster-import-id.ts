/** What the id of an import says about a cluster: `cluster@endpoint,name=address,…;name=address,…`. Pure. */
import { DiagnosticError } from "../framework/diagnostics/diagnostic";
import { parseIp } from "../framework/formats/ip";

/** The parts of an id. */
export interface ImportedCluster {
  readonly cluster: string;
  readonly endpoint: string;
  readonly control_planes: Readonly<Record<string, string>>;
  /** Behind the semicolon; empty without one. */
  readonly workers: Readonly<Record<string, string>>;
}

/** Reads an id. @throws DiagnosticError that shows the form */
export function clusterOfImportId(id: string): ImportedCluster {
  const [first = "", second = ""] = split(id, ";");
  const [head = "", ...machines] = first.split(",").map((part) => part.trim());
  const [cluster, endpoint] = split(head, "@");
  const controlPlanes = machinesOf(machines);
  const workers = machinesOf(second.split(",").filter((part) => part.trim() !== ""));
  const isCluster = cluster !== "" && URL.canParse(endpoint) && endpoint.startsWith("https://") && machines.length > 0;
  if (isCluster && controlPlanes !== undefined && workers !== undefined) {
    return { cluster, endpoint, control_planes: controlPlanes, workers };
  }
  throw new DiagnosticError(
    "Cannot import cluster",
    `"${id}" does not name a cluster. Give its name, the URL of its Kubernetes API, each control plane with its address and, behind a semicolon, each worker: for instance "talos-k8s@https://192.0.2.10:6443,control-plane-1=192.0.2.11;worker-1=192.0.2.21".`,
  );
}

function machinesOf(parts: readonly string[]): Readonly<Record<string, string>> | undefined {
  const pairs = parts.map((part) => split(part.trim(), "="));
  return pairs.every(([name, address]) => name !== "" && parseIp(address).ok) ? Object.fromEntries(pairs) : undefined;
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
