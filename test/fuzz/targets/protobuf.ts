import { isDeepStrictEqual } from "node:util";
import type { MessageNames } from "../../../wire/protobuf";
import { type Messages, Provider, tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";
import { createRandom, type Random } from "../../support/random";
import { decodedOrRefused, type FuzzOptions, mutated, tryInput } from "../target";

/** The target's name. */
export const name = "protobuf";

/** Valid messages to begin with; one of each kind of field. */
const SEEDS: readonly Uint8Array[] = [
  tfplugin6.encode("GetProviderSchema.Response", {
    provider: { version: 1n, block: { attributes: [{ name: "a", type: Buffer.from('"string"'), required: true }] } },
    resourceSchemas: new Map([["x", { block: { blockTypes: [{ typeName: "b", nesting: 3, minItems: -1n }] } }]]),
    functions: new Map([["f", { parameters: [{ name: "p" }], return: { type: Buffer.from('"bool"') } }]]),
    serverCapabilities: { planDestroy: true },
  }),
  tfplugin6.encode("PlanResourceChange.Request", {
    typeName: "thing",
    priorState: { msgpack: Buffer.from("c0", "hex") },
    priorPrivate: Buffer.from("{}"),
    clientCapabilities: { deferralAllowed: true },
  }),
  tfplugin6.encode("PlanResourceChange.Response", {
    requiresReplace: [{ steps: [{ attributeName: "a" }, { elementKeyInt: 5n }, { elementKeyString: "k" }] }],
    diagnostics: [{ severity: 2, summary: "grün", detail: "x".repeat(200) }],
  }),
  tfplugin6.encode("OpenEphemeralResource.Response", { renewAt: { seconds: 5n, nanos: 6 }, private: Buffer.from("p") }),
  tfplugin6.encode("UpgradeResourceState.Request", {
    rawState: { flatmap: new Map([["a", "b"]]) },
    version: 1n << 62n,
  }),
];

const NAMES: readonly MessageNames<Messages>[] = Object.values(Provider.methods).flatMap((method) => [
  method.request,
  method.response,
]);

/** Messages that are cut, changed or made up are refused, or read as something that can be written and read again. */
export async function run({ seed, inputs }: FuzzOptions): Promise<{ readonly inputs: number }> {
  const random = createRandom(seed);
  for (let count = 0; count < inputs; count += 1) {
    const message = random.pick(NAMES);
    tryInput(makeInput(random), (input) => check(message, input));
  }
  return { inputs };
}

function makeInput(random: Random): Uint8Array {
  return random.chance(0.2) ? random.bytes(random.integer(0, 100)) : mutated(random, random.pick(SEEDS));
}

function check(message: MessageNames<Messages>, input: Uint8Array): void {
  const read = decodedOrRefused(() => tfplugin6.decode(message, input));
  if (read === undefined) return;
  const again = tfplugin6.decode(message, tfplugin6.encode(message, read.value));
  if (!isDeepStrictEqual(again, read.value)) throw new Error(`${message} is not the same after a second time`);
}
