/** The part of a kubeconfig that an administrator's client needs. */
import { JsonReader } from "../transport";
import { KubernetesError } from "./kubernetes-error";

/** Where a cluster is, and who asks. All texts are PEM. */
export interface KubernetesAccess {
  /** As the kubeconfig names it, e.g. `https://10.0.0.1:6443`. */
  readonly server: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/**
 * Reads the current context of a kubeconfig; nothing of it stands in a message.
 * @throws KubernetesError "malformed"
 */
export function readKubeconfig(text: string): KubernetesAccess {
  const { parse }: typeof import("yaml") = require("yaml");
  try {
    const config = new JsonReader(parse(text), "kubeconfig");
    const context = named(config, "contexts", config.text("current-context")).object("context");
    const cluster = named(config, "clusters", context.text("cluster")).object("cluster");
    const user = named(config, "users", context.text("user")).object("user");
    return {
      server: cluster.text("server"),
      ca: pem(cluster, "certificate-authority-data"),
      certificate: pem(user, "client-certificate-data"),
      key: pem(user, "client-key-data"),
    };
  } catch (error) {
    // The reason of a YAML error quotes the text, which is secret.
    const why = error instanceof Error && error.name === "TransportError" ? error.message : "it is no YAML";
    throw new KubernetesError("malformed", `Cannot use the kubeconfig that Talos gave: ${why}`);
  }
}

function named(config: JsonReader, list: string, name: string): JsonReader {
  const found = config.objects(list).find((each) => each.text("name") === name);
  return found ?? new JsonReader(undefined, `kubeconfig: ${list}`);
}

function pem(fields: JsonReader, name: string): string {
  return Buffer.from(fields.text(name), "base64").toString("utf8");
}
