/**
 * What a data source provides. To add one: write `lookups/<type>.ts` with a {@link Lookup}, name it in `index.ts`, and hold
 * it against the recordings (`npm run oracle -- hcloud-http`, cases `data-<type>/…`).
 */
import type { ValueMap } from "../../../provider-bridge/framework/values/value";
import type { Check } from "../resources";
import type { Found, VerbContext } from "../verbs/verbs";

/** What a data source refuses, and what it asks of the API. */
export interface Lookup {
  /** What is refused before anything is read. */
  readonly checks?: readonly Check[];
  /** `config` holds no unknown values; what is not found stays as configured, else null. */
  read(config: ValueMap, context: VerbContext): Promise<Found>;
}
