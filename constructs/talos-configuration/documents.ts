/** A document, or a part of one, that is laid over a machine configuration. */
export type Patch = Readonly<Record<string, unknown>>;

/** A document of its own kind. */
export function document(kind: string, fields: Patch, name?: string): Patch {
  return { apiVersion: "v1alpha1", kind, ...(name === undefined ? {} : { name }), ...fields };
}

/** A patch where there is a value, nothing where there is none. */
export function when<T>(value: T | undefined, make: (value: T) => Patch | readonly Patch[]): readonly Patch[] {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
  const made = make(value);
  return isList(made) ? made : [made];
}

function isList(made: Patch | readonly Patch[]): made is readonly Patch[] {
  return Array.isArray(made);
}

/** The parts that are there. */
export function present(fields: Patch): Patch {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
