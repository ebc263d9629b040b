/**
 * Terraform's values as JSON, as go-cty reads and writes them: numbers keep all their digits, a value of type `dynamic`
 * is `{"value":…,"type":…}`. JSON.parse cannot read it (numbers would become doubles), so this reads by type.
 * Here belongs the text form alone; what both forms share lies one folder up.
 */
export { decodeJson } from "./decode";
export { encodeJson } from "./encode";
