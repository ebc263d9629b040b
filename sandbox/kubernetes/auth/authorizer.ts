import { type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { nameOf, namespaceOf } from "../plain/object-meta";
import type { ObjectStore } from "../store/object-store";
import type { Attributes } from "./attributes";
import { nodeMay } from "./node-authorizer";
import { ruleAllows, rulesOfRole } from "./policy-rule";
import type { User } from "./user";

const rbac = "rbac.authorization.k8s.io";

/** A decision. `reason` is told by access reviews. */
export interface Decision {
  readonly isAllowed: boolean;
  readonly reason: string;
}

/** Decides by role-based access control, as the real server does with Node,RBAC. */
export class Authorizer {
  readonly #store: ObjectStore;

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  decide(user: User, asked: Attributes): Decision {
    if (user.groups.includes("system:masters")) return { isAllowed: true, reason: "" };
    if (nodeMay(user, asked)) return { isAllowed: true, reason: "" };
    for (const binding of this.#store.list(`${rbac}/clusterrolebindings`)) {
      const subject = subjectOf(binding, user);
      if (subject === undefined || !this.#roleAllows(binding, asked)) continue;
      return { isAllowed: true, reason: allowedBy(binding, subject) };
    }
    if (asked.kind === "resource" && asked.namespace !== "") {
      for (const binding of this.#store.list(`${rbac}/rolebindings`, asked.namespace)) {
        const subject = subjectOf(binding, user);
        if (subject === undefined || !this.#roleAllows(binding, asked)) continue;
        return { isAllowed: true, reason: allowedBy(binding, subject) };
      }
    }
    return { isAllowed: false, reason: "" };
  }

  /** Every rule that applies to a user in a namespace. */
  rulesFor(user: User, namespace: string): JsonObject[] {
    const bindings = [
      ...this.#store.list(`${rbac}/clusterrolebindings`),
      ...(namespace === "" ? [] : this.#store.list(`${rbac}/rolebindings`, namespace)),
    ];
    const own = bindings.filter((binding) => subjectOf(binding, user) !== undefined);
    const rules = own.flatMap((binding) => rulesOfRole(this.roleOf(binding)));
    return user.groups.includes("system:masters") ? [...everything, ...rules] : rules;
  }

  /** The role that a binding refers to. */
  roleOf(binding: JsonObject): JsonObject | undefined {
    const reference = objectOf(binding["roleRef"]);
    const name = textOf(reference["name"]);
    return reference["kind"] === "ClusterRole"
      ? this.#store.get({ resource: `${rbac}/clusterroles`, namespace: "", name })
      : this.#store.get({ resource: `${rbac}/roles`, namespace: namespaceOf(binding), name });
  }

  #roleAllows(binding: JsonObject, asked: Attributes): boolean {
    return rulesOfRole(this.roleOf(binding)).some((rule) => ruleAllows(rule, asked));
  }
}

const everything: readonly JsonObject[] = [
  { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
  { verbs: ["*"], nonResourceURLs: ["*"] },
];

/** The subject of a binding that a user is, if any. */
function subjectOf(binding: JsonObject, user: User): JsonObject | undefined {
  return objectsOf(binding["subjects"]).find((subject) => {
    const name = textOf(subject["name"]);
    if (subject["kind"] === "User") return name === user.name || name === "*";
    if (subject["kind"] === "Group") return user.groups.includes(name);
    const namespace = textOf(subject["namespace"]);
    return namespace !== "" && user.name === `system:serviceaccount:${namespace}:${name}`;
  });
}

function allowedBy(binding: JsonObject, subject: JsonObject): string {
  const reference = objectOf(binding["roleRef"]);
  const name = textOf(subject["name"]);
  const shown = subject["kind"] === "ServiceAccount" ? `${name}/${textOf(subject["namespace"])}` : name;
  const place = namespaceOf(binding) === "" ? nameOf(binding) : `${nameOf(binding)}/${namespaceOf(binding)}`;
  return `RBAC: allowed by ${textOf(binding["kind"])} "${place}" of ${textOf(reference["kind"])} "${textOf(reference["name"])}" to ${textOf(subject["kind"])} "${shown}"`;
}
