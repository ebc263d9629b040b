import { type FieldSpec, parseFields, type TypeTable } from "../schema";
import {
  clusterTypes,
  kubernetesTypes,
  legacyNetworkTypes,
  machineTypes,
  networkTypes,
  secretsTypes,
  storageTypes,
  systemTypes,
  talosconfigTypes,
} from "./types";

const tables: TypeTable = {
  ...machineTypes,
  ...clusterTypes,
  ...legacyNetworkTypes,
  ...networkTypes,
  ...storageTypes,
  ...systemTypes,
  ...kubernetesTypes,
  ...secretsTypes,
  ...talosconfigTypes,
};
const parsed = new Map<string, StructSpec>();

/** The fields of a struct in their order, and by key. */
export interface StructSpec {
  readonly name: string;
  readonly fields: readonly FieldSpec[];
  readonly byKey: ReadonlyMap<string, FieldSpec>;
}

/** The struct of that name. Throws RangeError when the tables lack it. */
export function structSpec(name: string): StructSpec {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const text = tables[name];
  if (text === undefined) throw new RangeError(`Cannot look up the type "${name}": it is not in the tables`);
  const fields = parseFields(text);
  const spec = { name, fields, byKey: new Map(fields.map((field) => [field.key, field])) };
  parsed.set(name, spec);
  return spec;
}

/** The struct of a document kind: its own fields after `apiVersion` and `kind`. */
export function documentSpec(type: string): StructSpec {
  const name = `document ${type}`;
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const fields = [...parseFields("apiVersion? string; kind string"), ...structSpec(type).fields];
  const spec = { name: type, fields, byKey: new Map(fields.map((field) => [field.key, field])) };
  parsed.set(name, spec);
  return spec;
}
