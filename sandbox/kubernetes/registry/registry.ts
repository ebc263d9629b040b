/**
 * Every read and write of objects, the same for HTTP, controllers and kubelets: defaults, admission, ownership of fields,
 * checks, storage. Never how a request looks, nor what a kind means.
 */
import { ApiError, badRequest, notFound } from "../api/api-error";
import { invalidObject } from "../api/field-error";
import { trackUpdate } from "../fields/track-update";
import { divisionOfType } from "../fields/typed-walk";
import { convertOut } from "../kinds/conversion";
import type { KindRules, RuleContext, RuleSettings } from "../kinds/kind-rules";
import { metadataErrors } from "../kinds/metadata";
import { subdomainErrors } from "../kinds/names";
import { copyOf, isEqual } from "../plain/compare";
import { type JsonObject, objectOf, textOf } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";
import { emptyObject } from "../schema/empty-object";
import { groupVersion, type Resource } from "../schema/resource";
import type { ObjectKey, ObjectStore } from "../store/object-store";
import { type Deletion, deletionOf } from "./deletion";
import { newName } from "./generated-name";
import { admitToNamespace } from "./namespace-admission";
import { updatedDraft } from "./update";
import { uuid } from "./uuid";
import type { DeleteOptions, WriteOptions } from "./write-options";

/** What a registry is made of. */
export interface RegistryParts {
  readonly store: ObjectStore;
  /** The rules of a resource's kind. */
  rulesOf(resource: Resource): KindRules;
  nowMs(): number;
  hex(): string;
  readonly settings: RuleSettings;
  /** Throws where nothing may be written: without etcd's quorum. */
  beforeWrite(): void;
}

/** What came of a deletion. */
export interface Deleted {
  /** The object as it was, or as it is now that it is marked. */
  readonly object: JsonObject;
  /** Gone for good, rather than marked. */
  readonly isGone: boolean;
}

/** Reads and writes objects. Every method throws ApiError where the server refuses. */
export class Registry {
  readonly #parts: RegistryParts;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  get store(): ObjectStore {
    return this.#parts.store;
  }

  find(resource: Resource, namespace: string, name: string): JsonObject | undefined {
    return this.store.get(keyOf(resource, namespace, name));
  }

  get(resource: Resource, namespace: string, name: string): JsonObject {
    const object = this.find(resource, namespace, name);
    if (object === undefined) throw notFound(resource, name);
    return object;
  }

  rulesOf(resource: Resource): KindRules {
    return this.#parts.rulesOf(resource);
  }

  context(resource: Resource, options: WriteOptions): RuleContext {
    return {
      store: this.store,
      user: options.user,
      resource,
      nowMs: this.#parts.nowMs(),
      hex: () => this.#parts.hex(),
      dryRun: options.dryRun === true,
      isPatch: options.isPatch === true,
      subresource: options.subresource ?? "",
      settings: this.#parts.settings,
    };
  }

  /** Creates an object from one that was read by its type. */
  create(resource: Resource, namespace: string, given: JsonObject, options: WriteOptions): JsonObject {
    this.#parts.beforeWrite();
    const rules = this.rulesOf(resource);
    const context = this.context(resource, options);
    let draft = this.#newDraft(resource, namespace, given);
    rules.setDefaults?.(draft, context);
    if (textOf(metadataOf(draft)["resourceVersion"]) !== "") {
      throw new ApiError(500, "", "resourceVersion should not be set on objects to be created");
    }
    draft = this.#track(resource, draft, draft, options, true);
    admitToNamespace(this.store, resource, namespace, nameOf(draft));
    rules.admitCreate?.(draft, context);
    this.#fillMetadata(draft, resource, rules);
    rules.prepareCreate?.(draft, context);
    const errors = [
      ...metadataErrors(draft, rules.nameErrors ?? subdomainErrors),
      ...(rules.validate?.(draft, undefined, context) ?? []),
    ];
    if (errors.length > 0) throw invalidObject(resource.group, resource.kind, nameOf(draft), errors);
    const key = keyOf(resource, namespace, nameOf(draft));
    if (this.store.get(key) !== undefined) throw alreadyExists(resource, draft);
    return options.dryRun === true ? draft : this.store.put(key, (revision) => withRevision(draft, revision));
  }

  /**
   * Updates an object: `change` gets the live one (never to be changed itself) and answers what it is to be.
   * `before` are checks of what the writer believes the live one to be.
   */
  update(
    resource: Resource,
    namespace: string,
    name: string,
    change: (live: JsonObject) => JsonObject,
    options: WriteOptions,
  ): JsonObject {
    this.#parts.beforeWrite();
    const live = this.get(resource, namespace, name);
    const rules = this.rulesOf(resource);
    const context = this.context(resource, options);
    const changed = { ...change(live), kind: resource.kind, apiVersion: groupVersion(resource) };
    const draft = updatedDraft({
      live,
      changed,
      rules,
      context,
      track: (before, after) => this.#track(resource, before, after, options, false),
    });
    if (isEqual(draft, live)) return live;
    if (options.dryRun === true) return draft;
    const key = keyOf(resource, namespace, name);
    if (isReleased(draft)) {
      this.store.remove(key, (_object, revision) => withRevision(draft, revision));
      return draft;
    }
    return this.store.put(key, (revision) => withRevision(draft, revision));
  }

  /** Deletes an object, or marks it where something holds it. */
  delete(resource: Resource, namespace: string, name: string, how: DeleteOptions, options: WriteOptions): Deleted {
    this.#parts.beforeWrite();
    const live = this.get(resource, namespace, name);
    const rules = this.rulesOf(resource);
    const context = this.context(resource, options);
    rules.admitDelete?.(live, context);
    const deletion: Deletion = deletionOf({ live, resource, rules, how, nowMs: context.nowMs, store: this.store });
    if (deletion.marked === undefined) {
      const { last } = deletion;
      if (options.dryRun === true) return { object: last, isGone: true };
      const key = keyOf(resource, namespace, name);
      this.store.remove(key, (_object, revision) => withRevision(last, revision));
      return { object: last, isGone: true };
    }
    const { marked } = deletion;
    if (isEqual(marked, live)) return { object: live, isGone: false };
    if (options.dryRun === true) return { object: marked, isGone: false };
    const stored = this.store.put(keyOf(resource, namespace, name), (revision) => withRevision(marked, revision));
    return { object: stored, isGone: false };
  }

  #newDraft(resource: Resource, namespace: string, given: JsonObject): JsonObject {
    const draft: JsonObject = { kind: resource.kind, apiVersion: groupVersion(resource), ...copyOf(given) };
    draft["kind"] = resource.kind;
    draft["apiVersion"] = groupVersion(resource);
    const metadata = { ...metadataOf(draft) };
    const own = textOf(metadata["namespace"]);
    if (resource.isNamespaced) {
      if (own !== "" && own !== namespace) {
        throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
      }
      metadata["namespace"] = namespace;
    } else delete metadata["namespace"];
    if (textOf(metadata["name"]) === "" && textOf(metadata["generateName"]) !== "") {
      metadata["name"] = newName(textOf(metadata["generateName"]), this.#parts.hex());
    }
    draft["metadata"] = metadata;
    return draft;
  }

  #fillMetadata(draft: JsonObject, resource: Resource, rules: KindRules): void {
    const metadata = metadataOf(draft);
    for (const name of ["deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "resourceVersion"])
      delete metadata[name];
    metadata["uid"] = uuid(this.#parts.hex());
    metadata["creationTimestamp"] = timeText(this.#parts.nowMs());
    if (rules.hasGeneration === true) metadata["generation"] = 1;
    const hasStatus = resource.subresources.some(({ name }) => name === "status");
    if (!hasStatus || rules.keepsStatusOnCreate === true) return;
    const status = emptyObject(resource.typeName)["status"];
    if (status === undefined) delete draft["status"];
    else draft["status"] = status;
  }

  #track(
    resource: Resource,
    before: JsonObject,
    after: JsonObject,
    options: WriteOptions,
    isCreate: boolean,
  ): JsonObject {
    const subresource = options.subresource ?? "";
    // Nobody owns what a binding or an eviction sets.
    if (subresource === "binding" || subresource === "eviction") return after;
    const view = options.view ?? resource;
    const tracked = trackUpdate(
      isCreate ? emptyObject(view.typeName) : convertOut(view, before),
      convertOut(view, after),
      divisionOfType(view.typeName),
      {
        manager: options.manager,
        apiVersion: groupVersion(view),
        subresource,
        time: timeText(this.#parts.nowMs()),
        resetFields: resetFieldsOf(resource, this.rulesOf(resource), subresource),
      },
      isCreate,
    );
    return { ...after, metadata: metadataOf(tracked) };
  }
}

/** Where an object is stored: all versions of a group share a place, and so do both APIs of events. */
export function keyOf(resource: Pick<Resource, "group" | "name">, namespace: string, name: string): ObjectKey {
  return { resource: shelfOf(resource), namespace, name };
}

/** Name of a resource in the store. */
export function shelfOf({ group, name }: Pick<Resource, "group" | "name">): string {
  return group === "events.k8s.io" ? `/${name}` : `${group}/${name}`;
}

/** "2026-11-01T00:00:00Z" */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function resetFieldsOf(resource: Resource, rules: KindRules, subresource: string): readonly string[] {
  if (subresource === "") {
    return rules.resetFields ?? (resource.subresources.some(({ name }) => name === "status") ? ["status"] : []);
  }
  return rules.subresourceResetFields?.[subresource] ?? (subresource === "status" ? ["spec"] : []);
}

function withRevision(object: JsonObject, revision: number): JsonObject {
  return { ...object, metadata: { ...objectOf(object["metadata"]), resourceVersion: String(revision) } };
}

/** Marked for deletion, and nothing holds it any more. */
function isReleased(object: JsonObject): boolean {
  const metadata = metadataOf(object);
  if (metadata["deletionTimestamp"] === undefined || metadata["finalizers"] !== undefined) return false;
  const held = objectOf(object["spec"])["finalizers"];
  if (object["kind"] === "Namespace" && Array.isArray(held) && held.length > 0) return false;
  return metadata["deletionGracePeriodSeconds"] === 0 || object["kind"] === "Namespace";
}

function alreadyExists(resource: Resource, draft: JsonObject): ApiError {
  const name = nameOf(draft);
  const details: JsonObject = {
    name,
    ...(resource.group === "" ? {} : { group: resource.group }),
    kind: resource.name,
  };
  const qualified = resource.group === "" ? resource.name : `${resource.name}.${resource.group}`;
  if (textOf(metadataOf(draft)["generateName"]) === "") {
    return new ApiError(409, "AlreadyExists", `${qualified} "${name}" already exists`, details);
  }
  const message = `${qualified} "${name}" already exists, the server was not able to generate a unique name for the object`;
  return new ApiError(409, "AlreadyExists", message, { ...details, retryAfterSeconds: 1 });
}
