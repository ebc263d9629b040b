import type { IdentitySchema } from "../contract/identity";
import type { Engine } from "./engine";

/** Identity schemas of the resources that have one. */
export interface GetResourceIdentitySchemasResponse {
  readonly identities: ReadonlyMap<string, IdentitySchema>;
}

/** Loads every resource; those without an identity are left out. */
export function getResourceIdentitySchemas({ provider }: Engine): GetResourceIdentitySchemasResponse {
  const identities = new Map<string, IdentitySchema>();
  for (const [name, load] of provider.resources) {
    const { identity } = load();
    if (identity !== undefined) identities.set(name, identity);
  }
  return { identities };
}
