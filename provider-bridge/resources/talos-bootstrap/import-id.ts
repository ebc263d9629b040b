/** What an import's id says: `cluster@endpoint,name=address,…`. Pure. */
import { isIP } from "node:net";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";

/** The parts of an id. */
export interface BootstrapImport {
  readonly cluster: string;
  readonly endpoint: string;
  readonly control_planes: Readonly<Record<string, string>>;
}

/** Reads an id. @throws DiagnosticError that shows the form */
export function readImportId(id: string): BootstrapImport {
  const [head = "", ...machines] = id.split(",").map((part) => part.trim());
  const [cluster = "", endpoint = ""] = split(head, "@");
  const pairs = machines.map((machine) => split(machine, "="));
  const isWhole = cluster !== "" && URL.canParse(endpoint) && endpoint.startsWith("https://") && pairs.length > 0;
  const areMachines = pairs.every(([name = "", address = ""]) => name !== "" && isIP(address) !== 0);
  if (isWhole && areMachines) return { cluster, endpoint, control_planes: Object.fromEntries(pairs) };
  throw new DiagnosticError(
    "Cannot import bootstrap",
    `"${id}" does not name a cluster. Give its name, the URL of its Kubernetes API, and each control plane with its address, for instance "talos-k8s@https://192.0.2.10:6443,control-plane-1=192.0.2.11".`,
  );
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
