import type { Provider } from "../../../provider-bridge/framework/contract/provider";

/** A house rule about what a provider registers. */
export interface RegisteredRule {
  /** What holds, as a sentence. */
  readonly title: string;
  /** The places where it is broken: `resource example_thing: name: what is wrong`. `exists` knows the repository's files. */
  check(provider: Provider, exists: (path: string) => boolean): readonly string[];
  /** A provider that breaks it. */
  readonly sample: Provider;
  /** What must be found there, all of it. */
  readonly found: readonly string[];
}
