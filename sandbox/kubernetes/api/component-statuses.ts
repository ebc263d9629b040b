import type { JsonObject } from "../plain/json";
import { tableOf } from "../tables/table";
import { notFound } from "./api-error";
import type { Call } from "./call";
import type { ApiReply } from "./request";
import { objectReply } from "./write-answer";

const warning = ["v1 ComponentStatus is deprecated in v1.19+"];

/** The deprecated list of components: all are well. */
export function componentStatuses({ info, resource, form, services }: Call): ApiReply {
  const rows = ["controller-manager", "scheduler", "etcd-0"].map(statusOf);
  if (info.name !== "") {
    const row = rows.find(({ metadata }) => JSON.stringify(metadata).includes(`"${info.name}"`));
    if (row === undefined) throw notFound(resource, info.name);
    return objectReply(200, row, { ...form, as: undefined }, warning);
  }
  if (form.as === "Table") {
    const rules = { cells: (object: JsonObject) => [nameText(object), "Healthy", "ok", ""] };
    const options = { resource, rules, nowMs: services.clock.now(), version: form.version, includeObject: "Metadata" };
    return objectReply(200, tableOf(rows, {}, options), form, warning);
  }
  return objectReply(
    200,
    { kind: "ComponentStatusList", apiVersion: "v1", metadata: {}, items: rows },
    { ...form, as: undefined },
    warning,
  );
}

function nameText(object: JsonObject): string {
  const { metadata } = object;
  return typeof metadata === "object" && metadata !== null && !Array.isArray(metadata) ? String(metadata["name"]) : "";
}

function statusOf(name: string): JsonObject {
  return {
    kind: "ComponentStatus",
    apiVersion: "v1",
    metadata: { name },
    conditions: [{ type: "Healthy", status: "True", message: "ok" }],
  };
}
