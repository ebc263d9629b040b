import type { IdentitySchema } from "../contract/identity";

/** Identity schemas of the resources that have one. */
export interface GetResourceIdentitySchemasResponse {
  readonly identities: ReadonlyMap<string, IdentitySchema>;
}
