import type { PropChecks } from "../props/check-props";
import type { TalosConfigurationProps } from "./construct-props";
import { isKnownContract, minorOf } from "./contract";
import type { RoleBindingProps } from "./props";

const KUBERNETES_VERSION = /^v?1\.\d+\.\d+(-[\w.]+)?$/;
const PLUGINS = ["flannel", "none", "cilium"];
/** The first contract without mounts of the kubelet. */
const WITHOUT_MOUNTS = 14;

/** What the props of a configuration must fulfil. */
export const talosConfigurationChecks: PropChecks<TalosConfigurationProps> = {
  concrete: ({ clusterName, talos: { version, versionContract, encryption, mounts }, kubernetes, cni }) => ({
    clusterName,
    "talos.version": version,
    "talos.versionContract": versionContract,
    "talos.encryption": encryption,
    "talos.mounts": mounts,
    "kubernetes.version": kubernetes.version,
    "kubernetes.scheduleOnControlPlanes": kubernetes.scheduleOnControlPlanes,
    "kubernetes.rbac": kubernetes.rbac,
    "cni.type": cni.type,
  }),
  rules: [
    {
      prop: "talos.versionContract",
      broken: ({ talos: { versionContract } }) => versionContract !== undefined && !isKnownContract(versionContract),
      message: ({ talos }) => `is "${talos.versionContract}"; v1.9 to v1.14 are known`,
    },
    {
      prop: "talos.versionContract",
      broken: ({ contractMinor, talos: { version = "" } }) => contractMinor > (minorOf(version) ?? contractMinor),
      message: ({ talos, contractMinor }) =>
        `is v1.${contractMinor} with "talos.version" "${talos.version}"; Talos refuses configurations of a newer version than its own`,
    },
    {
      prop: "kubernetes.version",
      broken: ({ kubernetes: { version } }) => version !== undefined && !KUBERNETES_VERSION.test(version),
      message: ({ kubernetes }) => `is "${kubernetes.version}"; a whole version is wanted, such as 1.36.3`,
    },
    {
      prop: ({ kubernetes: { rbac = [] } }) => `kubernetes.rbac[${rbac.findIndex(bindsNobody)}]`,
      broken: ({ kubernetes: { rbac = [] } }) => rbac.some(bindsNobody),
      message: ({ kubernetes: { rbac = [] } }) =>
        `binds "${rbac.find(bindsNobody)?.clusterRole}" to nobody; "groups" or "users" are wanted`,
    },
    {
      prop: "kubernetes.rbac",
      broken: ({ kubernetes: { rbac = [] } }) => new Set(rbac.map(boundWhere)).size !== rbac.length,
      message: ({ kubernetes: { rbac = [] } }) =>
        `binds ${rbac.map(boundWhere).join(", ")}; each role once, and everybody who has it there, is wanted`,
    },
    {
      prop: "cni.type",
      broken: ({ cni: { type = "flannel" } }) => !PLUGINS.includes(type),
      message: ({ cni }) => `is "${cni.type}"; there are ${PLUGINS.join(", ")}`,
    },
    {
      prop: "talos.mounts",
      broken: ({ talos: { mounts = [] }, contractMinor }) => mounts.length > 0 && contractMinor >= WITHOUT_MOUNTS,
      message: ({ contractMinor }) =>
        `is given with the contract v1.${contractMinor}, which has no mounts of the kubelet; use a UserVolumeConfig among "talos.patches"`,
    },
  ],
};

function bindsNobody({ groups = [], users = [] }: RoleBindingProps): boolean {
  return groups.length + users.length === 0;
}

function boundWhere({ clusterRole, namespace }: RoleBindingProps): string {
  return namespace === undefined ? `"${clusterRole}"` : `"${clusterRole}" in "${namespace}"`;
}
