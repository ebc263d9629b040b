/**
 * What the older of the real provider's two SDKs does and the SDK of this house leaves out on purpose: plans that promise
 * less, told to Terraform with a flag; blocks counted in the schema. Here belongs that difference, and no resource.
 */

import { createMethodTable } from "../../../provider-bridge/protocol";
import type { MethodTable, UnaryMethod } from "../../../wire/grpc/method";
import { publishedProvider } from "../schema/published-schema";
import { withBlockLimits } from "./block-limits";
import { type LegacyOptions, legacyServer } from "./legacy-server";

/** `legacy_type_system = true`, which may stand after the rest of a message: field 5 of a plan, field 4 of an apply. */
const PLAN_FLAG = Uint8Array.of(0x28, 1);
const APPLY_FLAG = Uint8Array.of(0x20, 1);

const SERVICE = "/tfplugin6.Provider/";

/** The methods of a provider of which a half is planned as the older SDK does. */
export function createLegacyMethods(options: () => LegacyOptions): MethodTable {
  const methods = new Map(createMethodTable({ createServer: () => legacyServer(options()) }));
  change(methods, "GetProviderSchema", (answer) => withBlockLimits(answer, publishedProvider()));
  change(methods, "PlanResourceChange", (answer) => joined(answer, PLAN_FLAG));
  change(methods, "ApplyResourceChange", (answer) => joined(answer, APPLY_FLAG));
  return methods;
}

function change(
  methods: Map<string, MethodTable extends ReadonlyMap<string, infer M> ? M : never>,
  rpc: string,
  then: (answer: Uint8Array) => Uint8Array,
): void {
  const method = methods.get(SERVICE + rpc);
  if (method?.kind !== "unary") throw new TypeError(`Cannot find the method "${rpc}"`);
  const changed: UnaryMethod = {
    kind: "unary",
    handle: async (request, call) => then(await method.handle(request, call)),
  };
  methods.set(SERVICE + rpc, changed);
}

function joined(answer: Uint8Array, flag: Uint8Array): Uint8Array {
  return Buffer.concat([answer, flag]);
}
