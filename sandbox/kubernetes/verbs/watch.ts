import { ApiError } from "../api/api-error";
import type { Call } from "../api/call";
import { isSelected, type ListOptions, listOptions } from "../api/list-options";
import type { ApiReply, StreamSink } from "../api/request";
import { jsonText } from "../api/write-answer";
import { convertOut } from "../kinds/conversion";
import type { JsonObject } from "../plain/json";
import { metadataOf, nameOf } from "../plain/object-meta";
import { shelfOf } from "../registry/registry";
import { groupVersion } from "../schema/resource";
import type { Change } from "../store/history";
import { partialOf, tableOf } from "../tables/table";
import { includeObjectOf } from "./present";

/** Streams end by themselves after so long, as the real server's do between 30 and 60 minutes. */
const longestWatchMs = 45 * 60 * 1000;
const bookmarkIntervalMs = 60 * 1000;

/** GET of a collection with `watch`. */
export function watchObjects(call: Call): ApiReply {
  const rules = call.services.registry.rulesOf(call.resource);
  const options = listOptions(call.request.query, rules, true);
  const version = options.resourceVersion;
  if (version !== "" && !/^\d+$/.test(version)) {
    const shown = JSON.stringify(version);
    throw new ApiError(
      500,
      "",
      `resourceVersion: Invalid value: ${shown}: strconv.ParseUint: parsing ${shown}: invalid syntax`,
    );
  }
  includeObjectOf(call);
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: "",
    stream: (sink) => new Watch(call, options, sink).start(),
  };
}

class Watch {
  readonly #call: Call;
  readonly #options: ListOptions;
  readonly #sink: StreamSink;
  #hasColumns = false;
  #isOver = false;

  constructor(call: Call, options: ListOptions, sink: StreamSink) {
    this.#call = call;
    this.#options = options;
    this.#sink = sink;
  }

  start(): () => void {
    const { clock, registry } = this.#call.services;
    const { resourceVersion, timeoutSeconds } = this.#options;
    const wantsState = resourceVersion === "" || resourceVersion === "0" || this.#options.sendsInitialEvents;
    if (wantsState) this.#tellState();
    else if (!this.#tellSince(Number(resourceVersion))) {
      this.#sink.end();
      return () => {};
    }
    const shelf = shelfOf(this.#call.resource);
    const from = Number(resourceVersion === "" ? 0 : resourceVersion);
    const cancelChanges = registry.store.onChange((change) => {
      if (change.key.resource === shelf && change.revision > from) this.#tellChange(change);
    });
    const cancelBookmarks = clock.every(bookmarkIntervalMs, () => {
      if (this.#options.allowsBookmarks) this.#tellBookmark();
    });
    const wholeMs = timeoutSeconds === undefined || timeoutSeconds <= 0 ? longestWatchMs : timeoutSeconds * 1000;
    const cancelEnd = clock.deadline(wholeMs, () => {
      stop();
      this.#sink.end();
    });
    const stop = () => {
      this.#isOver = true;
      cancelChanges();
      cancelBookmarks();
      cancelEnd();
    };
    return stop;
  }

  /** Everything that is there, as ADDED. */
  #tellState(): void {
    const { registry } = this.#call.services;
    for (const object of registry.store.list(shelfOf(this.#call.resource), this.#call.info.namespace)) {
      if (this.#isWanted(object)) this.#write("ADDED", object);
    }
    if (this.#options.sendsInitialEvents && this.#options.allowsBookmarks) {
      this.#tellBookmark({ "k8s.io/initial-events-end": "true" });
    }
  }

  /** What happened since; false where it is forgotten. */
  #tellSince(revision: number): boolean {
    const { store } = this.#call.services.registry;
    const changes = store.history.since(shelfOf(this.#call.resource), revision);
    if (changes === undefined) {
      const oldest = store.history.compactedRevision + 1;
      // Events are not cached by the real server: they are refused by etcd, in other words.
      const text =
        this.#call.resource.name === "events"
          ? "The resourceVersion for the provided watch is too old."
          : `too old resource version: ${revision} (${oldest})`;
      const error = new ApiError(410, "Expired", text);
      this.#sink.write(`${JSON.stringify({ type: "ERROR", object: error.status() })}\n`);
      return false;
    }
    for (const change of changes) this.#tellChange(change);
    return true;
  }

  /** Coming into the selection is ADDED, leaving it DELETED. */
  #tellChange({ type, object, previous, key }: Change): void {
    const { namespace } = this.#call.info;
    if (this.#isOver || (namespace !== "" && key.namespace !== namespace)) return;
    const was = previous !== undefined && this.#isWanted(previous);
    const is = type !== "DELETED" && this.#isWanted(object);
    if (is) this.#write(was ? "MODIFIED" : "ADDED", object);
    else if (was) this.#write("DELETED", withVersionOf(previous, object));
  }

  #isWanted(object: JsonObject): boolean {
    const { info, resource, services } = this.#call;
    if (info.name !== "" && nameOf(object) !== info.name) return false;
    return isSelected(object, this.#options, services.registry.rulesOf(resource));
  }

  #tellBookmark(annotations?: JsonObject): void {
    const { resource, services } = this.#call;
    const metadata: JsonObject = {
      resourceVersion: String(services.registry.store.revision),
      ...(annotations === undefined ? {} : { annotations }),
    };
    const object: JsonObject = { kind: resource.kind, apiVersion: groupVersion(resource), metadata };
    this.#sink.write(`{"type":"BOOKMARK","object":${this.#formText(object)}}\n`);
  }

  #write(type: string, stored: JsonObject): void {
    const object = convertOut(this.#call.resource, stored);
    this.#sink.write(`{"type":"${type}","object":${this.#formText(object)}}\n`);
  }

  #formText(object: JsonObject): string {
    const { form, resource, services } = this.#call;
    if (form.as === undefined) return jsonText(object);
    if (form.as !== "Table") return JSON.stringify(partialOf(object, form.version));
    const table = tableOf(
      [object],
      { resourceVersion: metadataOf(object)["resourceVersion"] ?? "" },
      {
        resource,
        rules: services.registry.rulesOf(resource),
        nowMs: services.clock.now(),
        version: form.version,
        includeObject: includeObjectOf(this.#call),
        isContinued: this.#hasColumns,
      },
    );
    this.#hasColumns = true;
    return JSON.stringify(table);
  }
}

/** What was there, with the version of the write that took it out of sight. */
function withVersionOf(previous: JsonObject, object: JsonObject): JsonObject {
  const version = metadataOf(object)["resourceVersion"];
  if (version === undefined) return previous;
  return { ...previous, metadata: { ...metadataOf(previous), resourceVersion: version } };
}
