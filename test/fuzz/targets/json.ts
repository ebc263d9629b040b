import type { CtyType } from "../../../provider-bridge/framework/types/type";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { decodeJson, encodeJson, typeText } from "../../../provider-bridge/protocol/values";
import { decodeExactJson } from "../../../provider-bridge/protocol/values/json/exact";
import { createRandom, type Random } from "../../support/random";
import { randomType, randomValue } from "../../support/random-value";
import { decodedOrRefused, type FuzzOptions, mutated, tryInput } from "../target";
import { hasChangingNumber } from "../value-traits";

/** The target's name. */
export const name = "json";

/**
 * Text that is cut, changed or made up is refused, or read as something that can be written and read again; and what is
 * JSON at all, JSON.parse decides.
 */
export async function run({ seed, inputs }: FuzzOptions): Promise<{ readonly inputs: number }> {
  const random = createRandom(seed);
  for (let count = 0; count < inputs; count += 1) {
    const type = randomType(random, 3);
    tryInput(makeInput(random, type), (input) => {
      checkValue(type, input);
      checkExact(input);
    });
  }
  return { inputs };
}

const WORDS = [
  "null",
  "true",
  "1e5",
  "-0.5",
  '"a\\u00e9"',
  "[]",
  '{"a":1}',
  "[1,2]",
  '{"value":1,"type":"number"}',
  " ",
  ",",
  "01",
  "1.",
];

function makeInput(random: Random, type: CtyType): Uint8Array {
  if (random.chance(0.2))
    return Buffer.from(Array.from({ length: random.integer(0, 5) }, () => random.pick(WORDS)).join(""));
  const json = jsonOf(random, type);
  return json.length > 4096 ? json.subarray(0, 4096) : mutated(random, json);
}

/** The JSON of a random value; of null where the first few hold what JSON cannot. */
function jsonOf(random: Random, type: CtyType): Uint8Array {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      return encodeJson(randomValue(random, type), type);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return Buffer.from("null");
}

function checkValue(type: CtyType, input: Uint8Array): void {
  const read = decodedOrRefused(() => decodeJson(input, type));
  if (read === undefined || hasChangingNumber(read.value) || holdsInfinity(read.value)) return;
  const again = decodeJson(encodeJson(read.value, type), type);
  if (!valuesEqual(type, read.value, again))
    throw new Error(`A value of type ${typeText(type)} is not the same after a second time`);
}

/** A string may name infinity, which no JSON number can. */
function holdsInfinity(value: unknown): boolean {
  if (value instanceof Map) return [...value.values()].some(holdsInfinity);
  if (Array.isArray(value)) return value.some(holdsInfinity);
  if (typeof value === "object" && value !== null && "value" in value) return holdsInfinity(value.value);
  return value === Infinity || value === -Infinity;
}

function checkExact(input: Uint8Array): void {
  const text = Buffer.from(input).toString("utf8");
  const own = decodedOrRefused(() => decodeExactJson(input));
  const judge = decodedOrRefused((): unknown => JSON.parse(text));
  const isBeyondUs = /[eE][+-]?\d{4}/.test(text);
  if ((own === undefined) !== (judge === undefined) && !isBeyondUs) {
    throw new Error(`JSON.parse ${judge === undefined ? "refuses" : "takes"} what we do not`);
  }
}
