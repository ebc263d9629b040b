import type { DataSource } from "../../provider-bridge/framework/contract/resource";
import { notPlayed } from "./resource";
import { loadSchema } from "./schema/load-schema";
import type { PublishedSchema } from "./schema/published-schema";

/** A data source; none is played yet, each says so. */
export function standInDataSource(name: string, published: PublishedSchema): DataSource {
  return {
    schema: loadSchema(published),
    validate: undefined,
    read: () => Promise.reject(notPlayed(name)),
  };
}
