import type { JsonObject } from "../plain/json";

/** "VERBS GROUPS RESOURCES" with commas between; "-" is the core group. Paths: "VERBS /path,/path". */
type RuleText = string;

const read = "get,list,watch";
const write = "create,delete,deletecollection,patch,update";
const all = "create,delete,deletecollection,get,list,patch,update,watch";

const viewRules: readonly RuleText[] = [
  `${read} - configmaps,endpoints,persistentvolumeclaims,persistentvolumeclaims/status,pods,replicationcontrollers,replicationcontrollers/scale,serviceaccounts,services,services/status`,
  `${read} - bindings,events,limitranges,namespaces/status,pods/log,pods/status,replicationcontrollers/status,resourcequotas,resourcequotas/status`,
  `${read} - namespaces`,
  `${read} discovery.k8s.io endpointslices`,
  `${read} apps controllerrevisions,daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,replicasets,replicasets/scale,replicasets/status,statefulsets,statefulsets/scale,statefulsets/status`,
  `${read} autoscaling horizontalpodautoscalers,horizontalpodautoscalers/status`,
  `${read} batch cronjobs,cronjobs/status,jobs,jobs/status`,
  `${read} policy poddisruptionbudgets,poddisruptionbudgets/status`,
  `${read} networking.k8s.io ingresses,ingresses/status,networkpolicies`,
];
const editRules: readonly RuleText[] = [
  `${read} - pods/attach,pods/exec,pods/portforward,pods/proxy,secrets,services/proxy`,
  "impersonate - serviceaccounts",
  `${write} - pods,pods/attach,pods/exec,pods/portforward,pods/proxy`,
  "create - pods/eviction",
  `${write} - configmaps,events,persistentvolumeclaims,replicationcontrollers,replicationcontrollers/scale,secrets,serviceaccounts,services,services/proxy`,
  "create - serviceaccounts/token",
  `${write} apps daemonsets,deployments,deployments/rollback,deployments/scale,replicasets,replicasets/scale,statefulsets,statefulsets/scale`,
  `${write} autoscaling horizontalpodautoscalers`,
  `${write} batch cronjobs,jobs`,
  `${write} policy poddisruptionbudgets`,
  `${write} networking.k8s.io ingresses,networkpolicies`,
  `${all} coordination.k8s.io leases`,
];
const adminRules: readonly RuleText[] = [
  "create authorization.k8s.io localsubjectaccessreviews",
  `${all} rbac.authorization.k8s.io rolebindings,roles`,
];
const paths = "/healthz,/livez,/readyz,/version,/version/";

/** The roles that every cluster has from its start (those of controllers left out: here they are no users). */
const roles: Readonly<Record<string, readonly RuleText[]>> = {
  "cluster-admin": ["* * *", "* /*"],
  admin: [...viewRules, ...editRules, ...adminRules],
  edit: [...viewRules, ...editRules],
  view: viewRules,
  "system:basic-user": [
    "create authorization.k8s.io selfsubjectaccessreviews,selfsubjectrulesreviews",
    "create authentication.k8s.io selfsubjectreviews",
  ],
  "system:discovery": [`get /api,/api/*,/apis,/apis/*,${paths.replace("/version/,", "")},/openapi,/openapi/*`],
  "system:monitoring": ["get /healthz,/healthz/*,/livez,/livez/*,/metrics,/metrics/slis,/readyz,/readyz/*"],
  "system:public-info-viewer": [`get ${paths}`],
  "system:node-bootstrapper": ["create,get,list,watch certificates.k8s.io certificatesigningrequests"],
  "system:certificates.k8s.io:certificatesigningrequests:nodeclient": [
    "create certificates.k8s.io certificatesigningrequests/nodeclient",
  ],
  "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient": [
    "create certificates.k8s.io certificatesigningrequests/selfnodeclient",
  ],
  "system:node-proxier": [
    `list,watch - endpoints,services`,
    `get,list,watch - nodes`,
    "create,patch,update -,events.k8s.io events",
    `list,watch discovery.k8s.io endpointslices`,
  ],
  "system:kube-scheduler": [`${read} * *`, "create - bindings,pods/binding", `${all} coordination.k8s.io leases`],
  "system:kube-controller-manager": ["* * *"],
  "system:service-account-issuer-discovery": ["get /.well-known/openid-configuration,/openid/v1/jwks"],
  "system:auth-delegator": [
    "create authentication.k8s.io tokenreviews",
    "create authorization.k8s.io subjectaccessreviews",
  ],
  "system:node": [],
};

/** Role → the groups and users (with "user:") that have it in the whole cluster. */
const bindings: Readonly<Record<string, readonly string[]>> = {
  "cluster-admin": ["system:masters"],
  "system:basic-user": ["system:authenticated"],
  "system:discovery": ["system:authenticated"],
  "system:monitoring": ["system:monitoring"],
  "system:public-info-viewer": ["system:authenticated", "system:unauthenticated"],
  "system:node-proxier": ["user:system:kube-proxy"],
  "system:kube-scheduler": ["user:system:kube-scheduler"],
  "system:kube-controller-manager": ["user:system:kube-controller-manager"],
  "system:service-account-issuer-discovery": ["system:serviceaccounts"],
  "system:node": [],
};

const metadata = (name: string): JsonObject => ({
  name,
  labels: { "kubernetes.io/bootstrapping": "rbac-defaults" },
  annotations: { "rbac.authorization.kubernetes.io/autoupdate": "true" },
});

/** The cluster roles, without uid and the like. */
export function builtInClusterRoles(): JsonObject[] {
  return Object.entries(roles).map(([name, rules]) => ({ metadata: metadata(name), rules: rules.map(ruleOf) }));
}

/** Their bindings. */
export function builtInClusterRoleBindings(): JsonObject[] {
  return Object.entries(bindings).map(([name, subjects]) => ({
    metadata: metadata(name),
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
    ...(subjects.length === 0 ? {} : { subjects: subjects.map(subjectOf) }),
  }));
}

function subjectOf(text: string): JsonObject {
  const isUser = text.startsWith("user:");
  return {
    apiGroup: "rbac.authorization.k8s.io",
    kind: isUser ? "User" : "Group",
    name: isUser ? text.slice("user:".length) : text,
  };
}

function ruleOf(text: RuleText): JsonObject {
  const [verbs = "", second = "", third] = text.split(" ");
  if (third === undefined)
    return { verbs: verbs.split(","), nonResourceURLs: second.replace("/*", second === "/*" ? "*" : "/*").split(",") };
  const groups = second.split(",").map((group) => (group === "-" ? "" : group));
  return { verbs: verbs.split(","), apiGroups: groups, resources: third.split(",") };
}
