import type { KindRules } from "../kinds/kind-rules";
import type { JsonObject } from "../plain/json";
import { labelsOf } from "../plain/object-meta";
import { type FieldRequirement, matchesFields, parseFieldSelector } from "../selectors/field-selector";
import { matchesLabels, parseLabelSelector, type Requirement } from "../selectors/label-selector";
import { badRequest } from "./api-error";
import { type FieldError, fieldError, invalidObject } from "./field-error";
import { integerOf } from "./options";
import { isTrue } from "./request-info";

/** What of a resource is asked for. */
export interface ListOptions {
  readonly labels: readonly Requirement[];
  readonly fields: readonly FieldRequirement[];
  /** 0: everything. */
  readonly limit: number;
  readonly continueToken: string;
  readonly resourceVersion: string;
  readonly resourceVersionMatch: string;
  readonly timeoutSeconds: number | undefined;
  readonly allowsBookmarks: boolean;
  readonly sendsInitialEvents: boolean;
}

/** Reads ListOptions. @throws ApiError 400 or 422 */
export function listOptions(query: URLSearchParams, rules: KindRules, isWatch: boolean): ListOptions {
  const text = (name: string) => query.get(name) ?? "";
  const timeout = text("timeoutSeconds");
  const options: ListOptions = {
    limit: text("limit") === "" ? 0 : integerOf(text("limit")),
    timeoutSeconds: timeout === "" ? undefined : integerOf(timeout),
    labels: parseLabelSelector(text("labelSelector")),
    fields: parseFieldSelector(text("fieldSelector"), rules),
    continueToken: text("continue"),
    resourceVersion: text("resourceVersion"),
    resourceVersionMatch: text("resourceVersionMatch"),
    allowsBookmarks: query.has("allowWatchBookmarks") && isTrue(query.get("allowWatchBookmarks")),
    sendsInitialEvents: query.has("sendInitialEvents") && isTrue(query.get("sendInitialEvents")),
  };
  const errors = isWatch ? watchErrors(options) : matchErrors(options);
  if (errors.length > 0) throw invalidObject("meta.k8s.io", "ListOptions", "", errors);
  if (!isWatch && options.continueToken !== "" && !["", "0"].includes(options.resourceVersion)) {
    throw badRequest("specifying resource version is not allowed when using continue");
  }
  return options;
}

const matches = ["Exact", "NotOlderThan", ""];

function matchErrors({ resourceVersion, resourceVersionMatch, continueToken }: ListOptions): FieldError[] {
  const path = "resourceVersionMatch";
  if (resourceVersionMatch === "") return [];
  const errors: FieldError[] = [];
  if (resourceVersion === "") {
    errors.push(fieldError.forbidden(path, "resourceVersionMatch is forbidden unless resourceVersion is provided"));
  }
  if (continueToken !== "") {
    errors.push(fieldError.forbidden(path, "resourceVersionMatch is forbidden when continue is provided"));
  }
  if (!matches.includes(resourceVersionMatch)) {
    errors.push(fieldError.notSupported(path, resourceVersionMatch, matches));
  }
  if (resourceVersionMatch === "Exact" && resourceVersion === "0") {
    errors.push(fieldError.forbidden(path, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
  }
  return errors;
}

function watchErrors({ resourceVersionMatch, sendsInitialEvents }: ListOptions): FieldError[] {
  const path = "resourceVersionMatch";
  if (sendsInitialEvents && resourceVersionMatch !== "NotOlderThan") {
    return [fieldError.forbidden(path, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")];
  }
  if (!sendsInitialEvents && resourceVersionMatch !== "") {
    return [
      fieldError.forbidden(path, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"),
    ];
  }
  return [];
}

/** Whether an object is among what is asked for. */
export function isSelected(object: JsonObject, options: ListOptions, rules: KindRules): boolean {
  return (
    (options.labels.length === 0 || matchesLabels(labelsOf(object), options.labels)) &&
    (options.fields.length === 0 || matchesFields(object, options.fields, rules))
  );
}
