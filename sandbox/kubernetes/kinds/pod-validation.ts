import { type FieldError, fieldError } from "../api/field-error";
import { copyOf, isEqual } from "../plain/compare";
import { at, type JsonObject, objectOf, objectsOf, textOf } from "../plain/json";
import { quantityValue } from "../schema/quantity";
import { labelErrors as nameLabelErrors } from "./names";

/** What is wrong with a pod's spec. */
export function podSpecErrors(spec: JsonObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const containers = objectsOf(spec["containers"]);
  if (containers.length === 0) errors.push(fieldError.required(`${path}.containers`));
  const volumes = new Set(objectsOf(spec["volumes"]).map((volume) => textOf(volume["name"])));
  const names = new Set<string>();
  for (const list of ["initContainers", "containers"]) {
    for (const [index, container] of objectsOf(spec[list]).entries()) {
      errors.push(...containerErrors(container, `${path}.${list}[${index}]`, volumes));
      const name = textOf(container["name"]);
      if (name !== "" && names.has(name)) errors.push(fieldError.duplicate(`${path}.${list}[${index}].name`, name));
      names.add(name);
    }
  }
  errors.push(...choiceErrors(spec["restartPolicy"], `${path}.restartPolicy`, ["Always", "OnFailure", "Never"]));
  errors.push(
    ...choiceErrors(spec["dnsPolicy"], `${path}.dnsPolicy`, [
      "ClusterFirst",
      "ClusterFirstWithHostNet",
      "Default",
      "None",
    ]),
  );
  const grace = spec["terminationGracePeriodSeconds"];
  if (typeof grace === "number" && grace < 0) {
    errors.push(
      fieldError.invalid(`${path}.terminationGracePeriodSeconds`, grace, "must be greater than or equal to 0"),
    );
  }
  for (const [index, toleration] of objectsOf(spec["tolerations"]).entries()) {
    errors.push(...tolerationErrors(toleration, `${path}.tolerations[${index}]`));
  }
  return errors;
}

function choiceErrors(value: JsonObject[string] | undefined, path: string, choices: readonly string[]): FieldError[] {
  if (typeof value !== "string" || choices.includes(value)) return [];
  return [fieldError.notSupported(path, value, choices)];
}

function tolerationErrors(toleration: JsonObject, path: string): FieldError[] {
  const operator = textOf(toleration["operator"]);
  if (textOf(toleration["key"]) === "" && operator !== "Exists") {
    return [
      fieldError.invalid(
        `${path}.operator`,
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      ),
    ];
  }
  if (operator === "Exists" && textOf(toleration["value"]) !== "") {
    return [
      fieldError.invalid(
        `${path}.operator`,
        toleration["value"] ?? "",
        "value must be empty when `operator` is 'Exists'",
      ),
    ];
  }
  return [];
}

function containerErrors(container: JsonObject, path: string, volumes: ReadonlySet<string>): FieldError[] {
  const errors: FieldError[] = [];
  const name = textOf(container["name"]);
  if (name === "") errors.push(fieldError.required(`${path}.name`));
  else {
    errors.push(...nameLabelErrors(name).map((detail) => fieldError.invalid(`${path}.name`, name, detail)));
  }
  if (textOf(container["image"]) === "") errors.push(fieldError.required(`${path}.image`));
  for (const [index, mount] of objectsOf(container["volumeMounts"]).entries()) {
    const volume = textOf(mount["name"]);
    if (!volumes.has(volume)) errors.push(fieldError.notFound(`${path}.volumeMounts[${index}].name`, volume));
  }
  for (const [index, port] of objectsOf(container["ports"]).entries()) {
    const number = port["containerPort"];
    if (number === 0) errors.push(fieldError.required(`${path}.ports[${index}].containerPort`));
    else if (typeof number === "number" && (number < 1 || number > 65_535)) {
      errors.push(
        fieldError.invalid(`${path}.ports[${index}].containerPort`, number, "must be between 1 and 65535, inclusive"),
      );
    }
  }
  errors.push(
    ...choiceErrors(container["imagePullPolicy"], `${path}.imagePullPolicy`, ["Always", "IfNotPresent", "Never"]),
  );
  errors.push(...resourceErrors(container, path));
  return errors;
}

/** A request may not be larger than its limit. */
function resourceErrors(container: JsonObject, path: string): FieldError[] {
  const limits = objectOf(at(container, "resources", "limits"));
  return Object.entries(objectOf(at(container, "resources", "requests"))).flatMap(([name, request]) => {
    const limit = limits[name];
    if (limit === undefined || quantityValue(String(request)) <= quantityValue(String(limit))) return [];
    return [
      fieldError.invalid(
        `${path}.resources.requests`,
        request,
        `must be less than or equal to ${name} limit of ${String(limit)}`,
      ),
    ];
  });
}

const changeable =
  "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`," +
  "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)," +
  "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

/** What an update of a pod may not change. */
export function podUpdateErrors(pod: JsonObject, live: JsonObject): FieldError[] {
  const [after, before] = [copyOf(objectOf(pod["spec"])), objectOf(live["spec"])];
  if (objectsOf(after["containers"]).length !== objectsOf(before["containers"]).length) {
    return [fieldError.forbidden("spec.containers", "pod updates may not add or remove containers")];
  }
  const errors = keptTolerationErrors(after, before);
  for (const list of ["containers", "initContainers"]) {
    for (const [index, container] of objectsOf(after[list]).entries()) {
      const image = at(objectsOf(before[list])[index], "image");
      if (textOf(container["image"]) === "") errors.push(fieldError.required(`spec.${list}[${index}].image`));
      if (image !== undefined) container["image"] = image;
    }
  }
  for (const name of ["tolerations", "activeDeadlineSeconds", "terminationGracePeriodSeconds"]) {
    if (before[name] === undefined) delete after[name];
    else after[name] = before[name];
  }
  if (!isEqual(after, before)) errors.push(fieldError.forbidden("spec", changeable));
  return errors;
}

function keptTolerationErrors(after: JsonObject, before: JsonObject): FieldError[] {
  const own = objectsOf(after["tolerations"]);
  const lost = objectsOf(before["tolerations"]).some(
    (old) => !own.some((row) => isEqual({ ...row, tolerationSeconds: 0 }, { ...old, tolerationSeconds: 0 })),
  );
  return lost
    ? [fieldError.forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds")]
    : [];
}
