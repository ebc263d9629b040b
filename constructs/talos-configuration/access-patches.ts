import { document, type Patch, when } from "./documents";
import type { KubernetesProps, RoleBindingProps } from "./props";

const POLICY = { apiVersion: "audit.k8s.io/v1", kind: "Policy" };
/** The manifest with all role bindings: Talos knows manifests by their names. */
const RBAC_MANIFEST = "hephaestus-rbac";
const RBAC_GROUP = "rbac.authorization.k8s.io";

/** Who may do what through the Kubernetes API, and what is written down of it; for control planes. */
export function accessPatches({ audit, admission, rbac }: KubernetesProps, isNew: boolean): readonly Patch[] {
  return [
    ...when(audit, (policy) => auditPatch({ ...POLICY, ...policy }, isNew)),
    ...when(admission, (plugins) =>
      isNew
        ? plugins.map(({ name, configuration }) => document("KubeAdmissionControlConfig", { configuration }, name))
        : { cluster: { apiServer: { admissionControl: plugins } } },
    ),
    ...when(rbac, (bindings) =>
      manifestPatch(bindings.map((each) => JSON.stringify(binding(each))).join("\n---\n"), isNew),
    ),
  ];
}

function auditPatch(configuration: Patch, isNew: boolean): Patch {
  return isNew
    ? document("KubeAuditPolicyConfig", { configuration })
    : { cluster: { apiServer: { auditPolicy: configuration } } };
}

function manifestPatch(manifest: string, isNew: boolean): Patch {
  return isNew
    ? document("KubeInlineManifestConfig", { manifest }, RBAC_MANIFEST)
    : { cluster: { inlineManifests: [{ name: RBAC_MANIFEST, contents: manifest }] } };
}

function binding({ clusterRole, groups = [], users = [], namespace }: RoleBindingProps): Patch {
  const subjects = [
    ...groups.map((name) => ({ kind: "Group", name, apiGroup: RBAC_GROUP })),
    ...users.map((name) => ({ kind: "User", name, apiGroup: RBAC_GROUP })),
  ];
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: namespace === undefined ? "ClusterRoleBinding" : "RoleBinding",
    metadata: { name: `hephaestus:${clusterRole}`, ...(namespace === undefined ? {} : { namespace }) },
    roleRef: { apiGroup: RBAC_GROUP, kind: "ClusterRole", name: clusterRole },
    subjects,
  };
}
