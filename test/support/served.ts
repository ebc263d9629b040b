import { defineProvider } from "../../provider-bridge/framework/contract/define-provider";
import type { FunctionDefinition } from "../../provider-bridge/framework/contract/function-definition";
import type { DataSource, EphemeralResource, Resource } from "../../provider-bridge/framework/contract/resource";
import type { Diagnostic } from "../../provider-bridge/framework/diagnostics/diagnostic";
import { createProviderServer } from "../../provider-bridge/framework/engine/create-provider-server";
import type { ProviderServer } from "../../provider-bridge/framework/engine/provider-server";
import { schema } from "../../provider-bridge/framework/schema/schema";
import { pathText } from "../../provider-bridge/framework/values/path";
import type { Value } from "../../provider-bridge/framework/values/value";
import { ManualEngineClock } from "./manual-engine-clock";
import { collectingLog, type LogLine } from "./silent-log";

/** What a test's provider serves: one of each kind, under these names. */
export interface Things {
  readonly resource?: Resource;
  readonly dataSource?: DataSource;
  readonly ephemeral?: EphemeralResource;
  readonly function?: FunctionDefinition;
}

/** An engine with one thing of each kind, on a clock that stands still. */
export interface Served {
  readonly server: ProviderServer;
  readonly lines: readonly LogLine[];
  readonly clock: ManualEngineClock;
  readonly signal: AbortSignal;
}

/** The type name of the resource, data source and ephemeral resource, and the name of the function. */
export const THING = "test_thing";

/** Serves what a test wrote. */
export function serve(things: Things): Served {
  const { log, lines } = collectingLog();
  const clock = new ManualEngineClock();
  const { resource, dataSource, ephemeral } = things;
  const called = things.function;
  const provider = defineProvider({
    name: "test",
    version: "1.2.3",
    schema: schema({ description: "Test.", attributes: {} }),
    configure: async () => ({}),
    resources: resource === undefined ? {} : { [THING]: () => () => resource },
    dataSources: dataSource === undefined ? {} : { [THING]: () => () => dataSource },
    ephemeralResources: ephemeral === undefined ? {} : { [THING]: () => () => ephemeral },
    functions: called === undefined ? {} : { [THING]: () => called },
  });
  return { server: createProviderServer(provider, { log, clock }), lines, clock, signal: new AbortController().signal };
}

/** An object value. */
export function object(entries: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> {
  return new Map(Object.entries(entries));
}

/** Diagnostics as `severity path: summary / detail`, for comparing. */
export function told(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ severity, path, summary, detail }) => {
    const place = path === undefined ? "" : ` ${pathText(path)}`;
    return `${severity}${place}: ${summary} / ${detail}`;
  });
}

/** Private state that holds nothing. */
export const NO_BYTES: Uint8Array = new Uint8Array();

/** Private state as text. */
export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

/** Private state from text. */
export function bytes(content: string): Uint8Array {
  return new Uint8Array(Buffer.from(content, "utf8"));
}
