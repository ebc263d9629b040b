import { ServedCluster } from "../served-cluster";

let served: ServedCluster;
beforeAll(async () => {
  served = await ServedCluster.open();
});
afterAll(() => served.close());

const rbac = "/apis/rbac.authorization.k8s.io/v1";

/** What the server says of somebody's rights. */
async function may(user: string, groups: readonly string[], resourceAttributes: Record<string, string>) {
  const body = { spec: { user, groups: [...groups], resourceAttributes } };
  const { json } = await served.post("/apis/authorization.k8s.io/v1/subjectaccessreviews", body);
  return json["status"];
}

describe("groups that every cluster has", () => {
  test.each([
    ["system:masters may all", "a", ["system:masters"], { verb: "delete", resource: "nodes" }, true],
    [
      "a node may renew a lease",
      "system:node:n",
      ["system:nodes"],
      { verb: "update", group: "coordination.k8s.io", resource: "leases", namespace: "kube-node-lease" },
      true,
    ],
    ["a node may not delete nodes", "system:node:n", ["system:nodes"], { verb: "delete", resource: "nodes" }, false],
    ["a node's name alone is nothing", "system:node:n", [], { verb: "get", resource: "nodes" }, false],
    ["a group of nodes alone is nothing", "ann", ["system:nodes"], { verb: "get", resource: "nodes" }, false],
    [
      "the controller manager may read everything",
      "system:kube-controller-manager",
      [],
      { verb: "list", resource: "pods" },
      true,
    ],
    [
      "the scheduler may bind",
      "system:kube-scheduler",
      [],
      { verb: "create", resource: "pods", subresource: "binding", namespace: "default" },
      true,
    ],
    [
      "anybody who is known may review himself",
      "ann",
      ["system:authenticated"],
      { verb: "create", group: "authorization.k8s.io", resource: "selfsubjectaccessreviews" },
      true,
    ],
    [
      "anybody who is known may not list pods",
      "ann",
      ["system:authenticated"],
      { verb: "list", resource: "pods" },
      false,
    ],
  ] as const)("%s", async (_what, user, groups, attributes, expected) => {
    expect(await may(user, groups, attributes)).toMatchObject({ allowed: expected });
  });
});

test("a role counts in its namespace, for its names, verbs and subresources", async () => {
  const rules = [
    { apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get"] },
    { apiGroups: [""], resources: ["configmaps"], resourceNames: ["one"], verbs: ["get", "update"] },
  ];
  const subjects = [{ kind: "User", name: "ann", apiGroup: "rbac.authorization.k8s.io" }];
  const roleRef = { kind: "Role", name: "reader", apiGroup: "rbac.authorization.k8s.io" };
  await served.post(`${rbac}/namespaces/default/roles`, { metadata: { name: "reader" }, rules });
  await served.post(`${rbac}/namespaces/default/rolebindings`, { metadata: { name: "ann" }, subjects, roleRef });
  const allowed = async (attributes: Record<string, string>) =>
    Object(await may("ann", ["system:authenticated"], { namespace: "default", ...attributes })).allowed;
  expect(await allowed({ verb: "get", resource: "pods", name: "any" })).toBe(true);
  expect(await allowed({ verb: "get", resource: "pods", subresource: "log", name: "any" })).toBe(true);
  expect(await allowed({ verb: "get", resource: "pods", subresource: "exec", name: "any" })).toBe(false);
  expect(await allowed({ verb: "delete", resource: "pods", name: "any" })).toBe(false);
  expect(await allowed({ verb: "get", resource: "pods", namespace: "kube-system" })).toBe(false);
  expect(await allowed({ verb: "update", resource: "configmaps", name: "one" })).toBe(true);
  expect(await allowed({ verb: "update", resource: "configmaps", name: "two" })).toBe(false);
  expect(await allowed({ verb: "get", group: "apps", resource: "pods" })).toBe(false);
});

test("nobody gives what they do not have", async () => {
  const clusterRole = {
    metadata: { name: "roles-only" },
    rules: [{ apiGroups: ["*"], resources: ["clusterroles", "clusterrolebindings"], verbs: ["create"] }],
  };
  await served.post(`${rbac}/clusterroles`, clusterRole);
  await served.post(`${rbac}/clusterrolebindings`, {
    metadata: { name: "nobody-makes-roles" },
    subjects: [{ kind: "User", name: "nobody", apiGroup: "rbac.authorization.k8s.io" }],
    roleRef: { kind: "ClusterRole", name: "roles-only", apiGroup: "rbac.authorization.k8s.io" },
  });
  const asNobody = { token: "nobody-token" };
  const more = { metadata: { name: "more" }, rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }] };
  const made = await served.post(`${rbac}/clusterroles`, more, asNobody);
  expect([made.status, made.json["reason"]]).toEqual([403, "Forbidden"]);
  expect(made.json["message"]).toContain("attempting to grant RBAC permissions not currently held");
  const bound = await served.post(
    `${rbac}/clusterrolebindings`,
    {
      metadata: { name: "more" },
      subjects: [{ kind: "User", name: "nobody", apiGroup: "rbac.authorization.k8s.io" }],
      roleRef: { kind: "ClusterRole", name: "cluster-admin", apiGroup: "rbac.authorization.k8s.io" },
    },
    asNobody,
  );
  expect(bound.status).toBe(403);
});

test("a role that a binding names cannot be changed", async () => {
  const path = `${rbac}/clusterrolebindings/nobody-makes-roles`;
  const { status } = await served.patch(path, "merge", { roleRef: { name: "cluster-admin" } });
  expect(status).toBe(422);
});
