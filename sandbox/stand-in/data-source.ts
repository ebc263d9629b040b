import type { DataSource } from "../../provider-bridge/framework/contract/resource";
import { Api } from "./api";
import { complete, settled } from "./complete";
import { LOOKUPS } from "./lookups";
import { notPlayed } from "./not-played";
import { loadSchema } from "./schema/load-schema";
import type { PublishedSchema } from "./schema/published-schema";
import type { Connection } from "./settings";

/** A data source, or one that says that it is missing. */
export function standInDataSource(name: string, published: PublishedSchema, connection: () => Connection): DataSource {
  const schema = loadSchema(published);
  const lookup = LOOKUPS[name];
  return {
    schema,
    validate: async (config, context) => {
      if (config instanceof Map) for (const check of lookup?.checks ?? []) check(config, context);
    },
    read: async (config, { signal, diagnostics }) => {
      if (lookup === undefined) throw notPlayed(name);
      const wanted = settled(schema, config);
      const connected = connection();
      const found = await lookup.read(wanted, {
        // Nothing that is looked up is waited for: the halves do not differ.
        api: new Api({ ...connected, half: "framework", signal }),
        nowMs: connected.nowMs,
        warn: (summary, detail) => diagnostics.warning(summary, detail),
      });
      return complete(schema, wanted, found);
    },
  };
}
