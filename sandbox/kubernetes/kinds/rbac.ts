import { ApiError, detailsOf, forbidden } from "../api/api-error";
import { type FieldError, fieldError } from "../api/field-error";
import { Authorizer } from "../auth/authorizer";
import { rulesCover, rulesOfRole } from "../auth/policy-rule";
import { isEqual } from "../plain/compare";
import { type JsonObject, objectOf, objectsOf, textOf, textsOf } from "../plain/json";
import { nameOf, namespaceOf } from "../plain/object-meta";
import { ageCell } from "./cells";
import type { KindRules, RuleContext } from "./kind-rules";
import { pathSegmentErrors } from "./names";
import { setMissing } from "./pod-spec-defaults";

const group = "rbac.authorization.k8s.io";

function ruleErrors(object: JsonObject, isNamespaced: boolean): FieldError[] {
  return objectsOf(object["rules"]).flatMap((rule, index) => {
    const path = `rules[${index}]`;
    if (textsOf(rule["verbs"]).length === 0)
      return [fieldError.required(`${path}.verbs`, "verbs must contain at least one value")];
    const urls = textsOf(rule["nonResourceURLs"]);
    if (urls.length > 0) {
      if (isNamespaced)
        return [
          fieldError.invalid(`${path}.nonResourceURLs`, urls, "namespaced rules cannot apply to non-resource URLs"),
        ];
      const isMixed = ["apiGroups", "resources", "resourceNames"].some((name) => textsOf(rule[name]).length > 0);
      return isMixed
        ? [
            fieldError.invalid(
              `${path}.nonResourceURLs`,
              urls,
              "rules cannot apply to both regular resources and non-resource URLs",
            ),
          ]
        : [];
    }
    const errors: FieldError[] = [];
    if (textsOf(rule["apiGroups"]).length === 0)
      errors.push(fieldError.required(`${path}.apiGroups`, "resource rules must supply at least one api group"));
    if (textsOf(rule["resources"]).length === 0)
      errors.push(fieldError.required(`${path}.resources`, "resource rules must supply at least one resource"));
    return errors;
  });
}

/** No rules are null. */
function dropEmptyRules(draft: JsonObject): void {
  if (objectsOf(draft["rules"]).length === 0) draft["rules"] = null;
}

function roleRules(isNamespaced: boolean): KindRules {
  return {
    nameErrors: pathSegmentErrors,
    allowsCreateOnUpdate: true,
    admitCreate: (draft, context) => refuseEscalation(draft, rulesOfRole(draft), context, "escalate"),
    admitUpdate: (draft, live, context) => {
      if (!isEqual(draft["rules"], live["rules"])) refuseEscalation(draft, rulesOfRole(draft), context, "escalate");
    },
    prepareCreate: dropEmptyRules,
    prepareUpdate: dropEmptyRules,
    validate: (object) => ruleErrors(object, isNamespaced),
    cells: (object) => [nameOf(object), textOf(objectOf(object["metadata"])["creationTimestamp"])],
  };
}

/** Nobody grants what they do not have. @throws ApiError 403 */
function refuseEscalation(draft: JsonObject, wanted: readonly JsonObject[], context: RuleContext, verb: string): void {
  const authorizer = new Authorizer(context.store);
  const { user, resource } = context;
  const isBinding = verb === "bind";
  const reference = objectOf(draft["roleRef"]);
  const asked = {
    kind: "resource",
    verb,
    group,
    version: "v1",
    resource: isBinding ? `${textOf(reference["kind"]).toLowerCase()}s` : resource.name,
    subresource: "",
    namespace: namespaceOf(draft),
    name: isBinding ? textOf(reference["name"]) : nameOf(draft),
  } as const;
  if (authorizer.decide(user, asked).isAllowed) return;
  const held = authorizer.rulesFor(user, namespaceOf(draft));
  const missing = wanted.filter((rule) => !rulesCover(held, rule));
  if (missing.length === 0) return;
  const groups = user.groups.map((name) => JSON.stringify(name)).join(" ");
  const shown = missing.map(ruleText).sort().join("\n");
  throw forbidden(
    resource,
    nameOf(draft),
    `user ${JSON.stringify(user.name)} (groups=[${groups}]) is attempting to grant RBAC permissions not currently held:\n${shown}`,
  );
}

function ruleText(rule: JsonObject): string {
  const list = (name: string) =>
    `[${textsOf(rule[name])
      .map((text) => JSON.stringify(text))
      .join(" ")}]`.replaceAll('" "', '", "');
  const parts = [
    ["APIGroups", "apiGroups"],
    ["Resources", "resources"],
    ["ResourceNames", "resourceNames"],
    ["NonResourceURLs", "nonResourceURLs"],
    ["Verbs", "verbs"],
  ] as const;
  return `{${parts.flatMap(([shown, name]) => (textsOf(rule[name]).length === 0 ? [] : [`${shown}:${list(name)}`])).join(", ")}}`;
}

function bindingRules(isNamespaced: boolean): KindRules {
  return {
    nameErrors: pathSegmentErrors,
    allowsCreateOnUpdate: true,
    setDefaults: (draft) => {
      const reference = objectOf(draft["roleRef"]);
      if (textOf(reference["apiGroup"]) === "") reference["apiGroup"] = group;
      for (const subject of objectsOf(draft["subjects"])) {
        if (subject["kind"] === "User" || subject["kind"] === "Group") setMissing(subject, { apiGroup: group });
      }
    },
    admitCreate: admitBinding,
    admitUpdate: (draft, live, context) => {
      if (isEqual(draft["roleRef"], live["roleRef"]) && !isEqual(draft["subjects"], live["subjects"]))
        admitBinding(draft, context);
    },
    validate: (object, live) => bindingErrors(object, live, isNamespaced),
    cells: (object, nowMs) => bindingCells(object, nowMs),
  };
}

function admitBinding(draft: JsonObject, context: RuleContext): void {
  if (context.user.groups.includes("system:masters")) return;
  const role = new Authorizer(context.store).roleOf(draft);
  if (role !== undefined) {
    refuseEscalation(draft, rulesOfRole(role), context, "bind");
    return;
  }
  const name = textOf(objectOf(draft["roleRef"])["name"]);
  const { resource } = context;
  throw new ApiError(
    404,
    "NotFound",
    `${resource.name}.${group} "${name}" not found`,
    detailsOf(resource, name, resource.name),
  );
}

function bindingErrors(object: JsonObject, live: JsonObject | undefined, isNamespaced: boolean): FieldError[] {
  const errors: FieldError[] = [];
  const reference = objectOf(object["roleRef"]);
  const kinds = isNamespaced ? ["ClusterRole", "Role"] : ["ClusterRole"];
  if (reference["apiGroup"] !== group)
    errors.push(fieldError.notSupported("roleRef.apiGroup", reference["apiGroup"] ?? "", [group]));
  if (!kinds.includes(textOf(reference["kind"])))
    errors.push(fieldError.notSupported("roleRef.kind", reference["kind"] ?? "", kinds));
  if (textOf(reference["name"]) === "") errors.push(fieldError.required("roleRef.name"));
  for (const [index, subject] of objectsOf(object["subjects"]).entries())
    errors.push(...subjectErrors(subject, `subjects[${index}]`, isNamespaced));
  if (live !== undefined && !isEqual(object["roleRef"], live["roleRef"])) {
    const shown = {
      APIGroup: textOf(reference["apiGroup"]),
      Kind: textOf(reference["kind"]),
      Name: textOf(reference["name"]),
    };
    errors.push(fieldError.invalid("roleRef", shown, "cannot change roleRef"));
  }
  return errors;
}

function subjectErrors(subject: JsonObject, path: string, isNamespaced: boolean): FieldError[] {
  const errors: FieldError[] = [];
  if (textOf(subject["name"]) === "") errors.push(fieldError.required(`${path}.name`));
  const kind = textOf(subject["kind"]);
  const apiGroup = textOf(subject["apiGroup"]);
  if (kind === "ServiceAccount") {
    if (apiGroup !== "") errors.push(fieldError.notSupported(`${path}.apiGroup`, apiGroup, [""]));
    if (!isNamespaced && textOf(subject["namespace"]) === "") errors.push(fieldError.required(`${path}.namespace`));
  } else if (kind === "User" || kind === "Group") {
    if (apiGroup !== group) errors.push(fieldError.notSupported(`${path}.apiGroup`, apiGroup, [group]));
  } else errors.push(fieldError.notSupported(`${path}.kind`, kind, ["Group", "ServiceAccount", "User"]));
  return errors;
}

function bindingCells(object: JsonObject, nowMs: number): (string | number)[] {
  const reference = objectOf(object["roleRef"]);
  const named = (kind: string) =>
    objectsOf(object["subjects"])
      .filter((subject) => subject["kind"] === kind)
      .map((subject) =>
        kind === "ServiceAccount"
          ? `${textOf(subject["namespace"])}/${textOf(subject["name"])}`
          : textOf(subject["name"]),
      )
      .join(", ");
  return [
    nameOf(object),
    `${textOf(reference["kind"])}/${textOf(reference["name"])}`,
    ageCell(object, nowMs),
    named("User"),
    named("Group"),
    named("ServiceAccount"),
  ];
}

/** Roles, cluster roles and their bindings. */
export const rbacRules = {
  role: roleRules(true),
  clusterRole: roleRules(false),
  roleBinding: bindingRules(true),
  clusterRoleBinding: bindingRules(false),
} as const;
