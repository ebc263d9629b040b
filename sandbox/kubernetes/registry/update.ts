import { ApiError, conflict } from "../api/api-error";
import { invalidObject } from "../api/field-error";
import type { KindRules, RuleContext } from "../kinds/kind-rules";
import { metadataErrors, metadataUpdateErrors } from "../kinds/metadata";
import { subdomainErrors } from "../kinds/names";
import { copyOf, isEqual } from "../plain/compare";
import { type Json, type JsonObject, textOf } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";

/** An update on its way. */
export interface Update {
  readonly live: JsonObject;
  /** What the writer wants. */
  readonly changed: JsonObject;
  readonly rules: KindRules;
  readonly context: RuleContext;
  /** Fills managedFields. */
  track(before: JsonObject, after: JsonObject): JsonObject;
}

/** What an update makes of the live object, all checks passed. @throws ApiError */
export function updatedDraft({ live, changed, rules, context, track }: Update): JsonObject {
  checkPreconditions(changed, live, context);
  let draft = copyOf(changed);
  rules.setDefaults?.(draft, context);
  keepMetadata(draft, live, context.isPatch);
  draft = copyOf(track(live, draft));
  rules.admitUpdate?.(draft, live, context);
  keepParts(draft, live, rules, context);
  rules.prepareUpdate?.(draft, live, context);
  keepGeneration(draft, live, rules, context);
  const metadata = [
    ...metadataErrors(draft, rules.nameErrors ?? subdomainErrors),
    ...metadataUpdateErrors(draft, live),
  ];
  const errors = [
    // The real server checks metadata twice in an update, and tells it twice.
    ...metadata,
    ...metadata,
    ...(rules.validate?.(draft, live, context) ?? []),
  ];
  if (errors.length > 0) throw invalidObject(context.resource.group, context.resource.kind, nameOf(live), errors);
  return draft;
}

function checkPreconditions(changed: JsonObject, live: JsonObject, { resource, isPatch }: RuleContext): void {
  const [wanted, found] = [metadataOf(changed), metadataOf(live)];
  const uid = textOf(wanted["uid"]);
  if (!isPatch && uid !== "" && uid !== found["uid"]) {
    const path = `/registry/${registryPrefix(resource.group, resource.name)}/${[found["namespace"], nameOf(live)].filter(Boolean).join("/")}`;
    const why =
      `StorageError: invalid object, Code: 4, Key: ${path}, ResourceVersion: 0, ` +
      `AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${textOf(found["uid"])}`;
    throw conflict(resource, nameOf(live), why);
  }
  const version = textOf(wanted["resourceVersion"]);
  if (version === "" || version === "0" || version === found["resourceVersion"]) return;
  if (!/^\d+$/.test(version)) {
    throw new ApiError(500, "", `strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`);
  }
  const why = "the object has been modified; please apply your changes to the latest version and try again";
  throw conflict(resource, nameOf(live), why);
}

function registryPrefix(group: string, name: string): string {
  return group === "" || group.endsWith("k8s.io") || ["apps", "batch", "policy", "autoscaling"].includes(group)
    ? name
    : `${group}/${name}`;
}

/** What nobody may set. */
const systemMetadata = [
  "uid",
  "creationTimestamp",
  "resourceVersion",
  "selfLink",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "generation",
] as const;

function keepMetadata(draft: JsonObject, live: JsonObject, isPatch: boolean): void {
  const [metadata, before] = [{ ...metadataOf(draft) }, metadataOf(live)];
  for (const name of systemMetadata)
    if (name !== "uid" || !isPatch || metadata["uid"] === undefined) copyMember(metadata, before, name);
  if (metadata["namespace"] === undefined) copyMember(metadata, before, "namespace");
  draft["metadata"] = metadata;
}

/** The resource itself leaves the status alone, the status everything else but metadata. */
function keepParts(
  draft: JsonObject,
  live: JsonObject,
  rules: KindRules,
  { subresource, resource }: RuleContext,
): void {
  const hasStatus = resource.subresources.some(({ name }) => name === "status");
  if (subresource === "" && hasStatus) copyMember(draft, live, "status");
  if (subresource === "" || rules.subresourceResetFields?.[subresource]?.length === 0) return;
  if (subresource !== "status" && subresource !== "approval") return;
  for (const name of Object.keys(draft)) {
    if (!["kind", "apiVersion", "metadata", "status"].includes(name)) copyMember(draft, live, name);
  }
  for (const name of Object.keys(live)) if (name !== "status" && !(name in draft)) copyMember(draft, live, name);
  for (const path of rules.subresourceResetFields?.[subresource] ?? []) {
    if (path.startsWith("metadata.")) copyMember(metadataOf(draft), metadataOf(live), path.slice("metadata.".length));
  }
}

/** Sets a member to what it is elsewhere, also to nothing. */
function copyMember(target: JsonObject, source: JsonObject, name: string): void {
  const value: Json | undefined = source[name];
  if (value === undefined) delete target[name];
  else target[name] = value;
}

function keepGeneration(draft: JsonObject, live: JsonObject, rules: KindRules, { subresource }: RuleContext): void {
  if (rules.hasGeneration !== true || subresource === "status" || subresource === "binding") return;
  if (isEqual(draft["spec"], live["spec"])) return;
  const generation = metadataOf(live)["generation"];
  metadataOf(draft)["generation"] = (typeof generation === "number" ? generation : 0) + 1;
}
