import { talosconfig } from "../talos-config";
import type { ClientConfiguration } from "./client-configuration";

/** What a talosconfig of one context says. */
export interface TalosconfigRequest {
  /** Name of the context and of the cluster. */
  readonly cluster: string;
  readonly client: ClientConfiguration;
  readonly endpoints: readonly string[];
  readonly nodes: readonly string[];
}

/** The text of a talosconfig with one context, as talosctl writes it. */
export function talosconfigText({ cluster, client, endpoints, nodes }: TalosconfigRequest): string {
  const context = {
    endpoints,
    nodes,
    ca: client.ca_certificate ?? "",
    crt: client.client_certificate ?? "",
    key: client.client_key ?? "",
    cluster: "",
    basic: undefined,
    sideroV1Identity: undefined,
  };
  return talosconfig().writeTalosConfig({ context: cluster, contexts: new Map([[cluster, context]]) });
}
