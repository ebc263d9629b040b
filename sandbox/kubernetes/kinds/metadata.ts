import { type FieldError, fieldError } from "../api/field-error";
import { isEqual } from "../plain/compare";
import { type Json, type JsonObject, objectsOf, textOf, textsOf } from "../plain/json";
import { metadataOf } from "../plain/object-meta";
import { annotationErrorsOf, labelErrorsOf, qualifiedNameErrors } from "./labels";

/** What is wrong with the metadata of any object. */
export function metadataErrors(object: JsonObject, nameErrors: (name: string) => string[]): FieldError[] {
  const metadata = metadataOf(object);
  const [name, generateName] = [textOf(metadata["name"]), textOf(metadata["generateName"])];
  const errors: FieldError[] = [];
  if (generateName !== "") {
    const details = nameErrors(generateName.endsWith("-") ? `${generateName}a` : generateName);
    errors.push(...details.map((detail) => fieldError.invalid("metadata.generateName", generateName, detail)));
  }
  if (name === "") errors.push(fieldError.required("metadata.name", "name or generateName is required"));
  else errors.push(...nameErrors(name).map((detail) => fieldError.invalid("metadata.name", name, detail)));
  const generation = metadata["generation"];
  if (typeof generation === "number" && generation < 0) {
    errors.push(fieldError.invalid("metadata.generation", generation, "must be greater than or equal to 0"));
  }
  errors.push(
    ...labelErrorsOf(metadata["labels"], "metadata.labels"),
    ...annotationErrorsOf(metadata["annotations"], "metadata.annotations"),
    ...ownerErrors(metadata["ownerReferences"]),
    ...finalizerErrors(metadata["finalizers"]),
  );
  return errors;
}

function ownerErrors(owners: Json | undefined): FieldError[] {
  const errors: FieldError[] = [];
  let controller: string | undefined;
  for (const owner of objectsOf(owners)) {
    // The server's own words name the list, not the element.
    const path = "metadata.ownerReferences";
    const [kind, name, uid] = [textOf(owner["kind"]), textOf(owner["name"]), textOf(owner["uid"])];
    if (textOf(owner["apiVersion"]) === "") {
      errors.push(fieldError.invalid(`${path}.apiVersion`, "", "version must not be empty"));
    }
    if (kind === "") errors.push(fieldError.invalid(`${path}.kind`, kind, "must not be empty"));
    if (name === "") errors.push(fieldError.invalid(`${path}.name`, name, "must not be empty"));
    if (uid === "") errors.push(fieldError.invalid(`${path}.uid`, uid, "must not be empty"));
    if (textOf(owner["apiVersion"]) === "v1" && kind === "Event") {
      errors.push(fieldError.invalid(path, owner, "/v1, Kind=Event is disallowed from being an owner"));
    }
    if (owner["controller"] !== true) continue;
    if (controller !== undefined) {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${kind}/${name}`;
      errors.push(fieldError.invalid(path, objectsOf(owners).map(shownOwner), detail));
    }
    controller = `${kind}/${name}`;
  }
  return errors;
}

/** Members in the server's order. */
function shownOwner({ apiVersion, kind, name, uid, ...rest }: JsonObject): JsonObject {
  return { apiVersion: apiVersion ?? "", kind: kind ?? "", name: name ?? "", uid: uid ?? "", ...rest };
}

const knownFinalizers = ["orphan", "foregroundDeletion", "kubernetes"];

function finalizerErrors(finalizers: Json | undefined): FieldError[] {
  const names = textsOf(finalizers);
  const errors = names.flatMap((name, index) =>
    finalizerNameErrors(name, "metadata.finalizers", `metadata.finalizers[${index}]`),
  );
  if (names.includes("orphan") && names.includes("foregroundDeletion")) {
    const detail = "finalizer orphan and foregroundDeletion cannot be both set";
    errors.push(fieldError.invalid("metadata.finalizers", names, detail));
  }
  return errors;
}

/** What is wrong with one finalizer. */
export function finalizerNameErrors(name: string, path: string, ownPath = path): FieldError[] {
  const errors = qualifiedNameErrors(name).map((detail) => fieldError.invalid(path, name, detail));
  if (!name.includes("/") && !knownFinalizers.includes(name)) {
    errors.push(
      fieldError.invalid(ownPath, name, "name is neither a standard finalizer name nor is it fully qualified"),
    );
  }
  return errors;
}

/** What an update may not change in the metadata of any object. */
export function metadataUpdateErrors(object: JsonObject, live: JsonObject): FieldError[] {
  const [after, before] = [metadataOf(object), metadataOf(live)];
  // The real server checks owners once more in an update.
  const errors = ownerErrors(after["ownerReferences"]);
  if (before["deletionTimestamp"] !== undefined) {
    const old = textsOf(before["finalizers"]);
    const added = textsOf(after["finalizers"]).filter((name) => !old.includes(name));
    if (added.length > 0) {
      const shown = added.map((name) => JSON.stringify(name)).join(", ");
      const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${shown}}`;
      errors.push(fieldError.forbidden("metadata.finalizers", detail));
    }
  }
  for (const name of ["name", "namespace", "uid", "creationTimestamp"]) {
    if (isEqual(after[name], before[name])) continue;
    errors.push(fieldError.invalid(`metadata.${name}`, after[name] ?? "", "field is immutable"));
  }
  return errors;
}
