import { type Attributes, resourceWithSub } from "./attributes";
import type { User } from "./user";

const read = ["get", "list", "watch"];

/** What every kubelet may, by "group/resource". Objects of its own pods are not told apart from others. */
const nodeRules: Readonly<Record<string, readonly string[]>> = {
  "/nodes": ["create", ...read, "patch", "update"],
  "/nodes/status": ["patch", "update"],
  "/pods": ["create", "delete", ...read],
  "/pods/status": ["patch", "update"],
  "/pods/eviction": ["create"],
  "/services": read,
  "/configmaps": ["get", "watch"],
  "/secrets": ["get", "watch"],
  "/events": ["create", "patch", "update"],
  "/serviceaccounts": ["get"],
  "/serviceaccounts/token": ["create"],
  "/persistentvolumeclaims": ["get"],
  "/persistentvolumes": ["get"],
  "coordination.k8s.io/leases": ["create", "delete", "get", "patch", "update"],
  "storage.k8s.io/csinodes": ["create", "delete", "get", "patch", "update"],
  "storage.k8s.io/csidrivers": read,
  "storage.k8s.io/volumeattachments": ["get"],
  "node.k8s.io/runtimeclasses": read,
  "certificates.k8s.io/certificatesigningrequests": ["create", ...read],
  "authentication.k8s.io/tokenreviews": ["create"],
  "authorization.k8s.io/subjectaccessreviews": ["create"],
  "authorization.k8s.io/localsubjectaccessreviews": ["create"],
};

/** What the node authoriser allows a kubelet. */
export function nodeMay(user: User, asked: Attributes): boolean {
  if (!user.name.startsWith("system:node:") || !user.groups.includes("system:nodes")) return false;
  if (asked.kind === "path") return false;
  return nodeRules[`${asked.group}/${resourceWithSub(asked)}`]?.includes(asked.verb) === true;
}
