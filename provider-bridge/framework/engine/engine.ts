import type { Logger } from "../contract/context";
import type { Provider } from "../contract/provider";
import type { TypeLookup } from "./type-lookup";

/** Time as the engine sees it; tests hand in their own. */
export interface Clock {
  /** Milliseconds as of {@link Date.now}. */
  now(): number;
  /** Calls once after a delay; what it answers cancels that. */
  after(delayMs: number, call: () => void): () => void;
}

/** What every RPC works with. */
export interface Engine {
  readonly provider: Provider;
  readonly types: TypeLookup;
  readonly log: Logger;
  readonly clock: Clock;
  /** Aborted when Terraform stops the provider; a new one stands here afterwards. */
  stopSignal(): AbortSignal;
}
