/** How a person finds out more where a wait does not end: the end of a message. */
import type { Machine } from "./machine";

/** Of the machine itself. */
export function lookAtMachine({ name, endpoint }: Pick<Machine, "name" | "endpoint">): string {
  return `"talosctl -n ${endpoint} services" and "talosctl -n ${endpoint} dmesg" show how "${name}" is; where it does not answer, its server's console at Hetzner does, and a firewall must let port 50000 in`;
}

/** Of its member of etcd. */
export function lookAtEtcd({ endpoint }: Pick<Machine, "endpoint">): string {
  return `"talosctl -n ${endpoint} etcd members" and "talosctl -n ${endpoint} logs etcd" show how etcd is`;
}

/** Of its Node. */
export function lookAtNode({ name, endpoint }: Pick<Machine, "name" | "endpoint">): string {
  return `"kubectl describe node ${name}" and "talosctl -n ${endpoint} logs kubelet" show how it is`;
}
