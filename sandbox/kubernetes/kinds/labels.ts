import { type FieldError, fieldError } from "../api/field-error";
import { isObject, type Json } from "../plain/json";

const part = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const isPart = new RegExp(`^${part}$`);
const isPrefix = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const partText =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const valueText =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** What is wrong with the key of a label or annotation. */
export function qualifiedNameErrors(key: string): string[] {
  const parts = key.split("/");
  const [prefix, name = ""] = parts.length === 2 ? parts : [undefined, parts[0]];
  if (parts.length > 2) {
    return [
      "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')".replace(
        "a valid label key",
        "a qualified name",
      ),
    ];
  }
  const errors: string[] = [];
  if (prefix === "") errors.push("prefix part must be non-empty");
  else if (prefix !== undefined && !isPrefix.test(prefix)) {
    errors.push(
      "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    );
  }
  if (name === "") errors.push("name part must be non-empty");
  else if (name.length > 63) errors.push("name part must be no more than 63 bytes");
  if (!isPart.test(name)) errors.push(partText);
  return errors;
}

/** What is wrong with the value of a label. */
export function labelValueErrors(value: string): string[] {
  const errors = value.length > 63 ? ["must be no more than 63 bytes"] : [];
  if (value !== "" && !isPart.test(value)) errors.push(valueText);
  return errors;
}

/** What is wrong with a map of labels. */
export function labelErrorsOf(labels: Json | undefined, path: string): FieldError[] {
  if (!isObject(labels)) return [];
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedNameErrors(key).map((detail) => fieldError.invalid(path, key, detail)),
    ...labelValueErrors(String(value)).map((detail) => fieldError.invalid(path, value, detail)),
  ]);
}

/** All annotations together. */
const largestAnnotationsBytes = 256 * 1024;

/** What is wrong with a map of annotations. */
export function annotationErrorsOf(annotations: Json | undefined, path: string): FieldError[] {
  if (!isObject(annotations)) return [];
  let bytes = 0;
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(annotations)) {
    errors.push(...qualifiedNameErrors(key.toLowerCase()).map((detail) => fieldError.invalid(path, key, detail)));
    bytes += Buffer.byteLength(key) + Buffer.byteLength(String(value));
  }
  if (bytes > largestAnnotationsBytes) {
    errors.push(fieldError.tooLong(path, `may not be more than ${largestAnnotationsBytes} bytes`));
  }
  return errors;
}
