import { badRequest } from "../api/api-error";
import type { Call } from "../api/call";
import { fieldError, invalidObject } from "../api/field-error";
import type { Attributes } from "../auth/attributes";
import type { User } from "../auth/user";
import { type Json, type JsonObject, objectOf, textOf, textsOf } from "../plain/json";

/** `status` of an access review. @throws ApiError 422 where nothing or too much is asked */
export function accessReviewStatus(call: Call, spec: JsonObject, user: User): JsonObject {
  checkSpec(call, spec);
  const { isAllowed, reason } = call.services.authorizer.decide(user, attributesOfSpec(spec));
  return { allowed: isAllowed, ...(reason === "" ? {} : { reason }) };
}

function attributesOfSpec(spec: JsonObject): Attributes {
  const path = objectOf(spec["nonResourceAttributes"]);
  if (spec["nonResourceAttributes"] !== undefined)
    return { kind: "path", verb: textOf(path["verb"]), path: textOf(path["path"]) };
  const asked = objectOf(spec["resourceAttributes"]);
  const member = (name: string) => textOf(asked[name]);
  return {
    kind: "resource",
    verb: member("verb"),
    group: member("group"),
    version: member("version"),
    resource: member("resource"),
    subresource: member("subresource"),
    namespace: member("namespace"),
    name: member("name"),
  };
}

function checkSpec({ resource, info }: Call, spec: JsonObject): void {
  const [own, path] = [spec["resourceAttributes"], spec["nonResourceAttributes"]];
  const errors = [];
  if (own !== undefined && path !== undefined) {
    errors.push(
      fieldError.invalid(
        "spec.nonResourceAttributes",
        { Path: objectOf(path)["path"] ?? "", Verb: objectOf(path)["verb"] ?? "" },
        "cannot be specified in combination with resourceAttributes",
      ),
    );
  }
  if (own === undefined && path === undefined) {
    errors.push(
      fieldError.invalid(
        "spec.resourceAttributes",
        null,
        "exactly one of nonResourceAttributes or resourceAttributes must be specified",
      ),
    );
  }
  const isForSubject = resource.name !== "selfsubjectaccessreviews";
  if (isForSubject && textOf(spec["user"]) === "" && textsOf(spec["groups"]).length === 0) {
    errors.push(fieldError.invalid("spec.user", "", "at least one of user or group must be specified"));
  }
  if (errors.length > 0) throw invalidObject(resource.group, "", "", errors);
  if (resource.name !== "localsubjectaccessreviews") return;
  const namespace = textOf(objectOf(own)["namespace"]);
  if (namespace !== info.namespace) {
    const error = fieldError.invalid("spec.resourceAttributes.namespace", namespace, "must match metadata.namespace");
    throw invalidObject(resource.group, "", "", [error]);
  }
}

/** `status` of a rules review. @throws ApiError 400 without a namespace */
export function rulesReviewStatus({ user, services }: Call, namespace: string): JsonObject {
  if (namespace === "") throw badRequest("no namespace on request");
  const rules = services.authorizer.rulesFor(user, namespace);
  const resourceRules: Json[] = [];
  const nonResourceRules: Json[] = [];
  for (const rule of rules) {
    if (rule["nonResourceURLs"] === undefined) resourceRules.push(rule);
    else nonResourceRules.push({ verbs: rule["verbs"] ?? [], nonResourceURLs: rule["nonResourceURLs"] });
  }
  return { resourceRules, nonResourceRules, incomplete: false };
}
