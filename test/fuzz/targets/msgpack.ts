import type { CtyType } from "../../../provider-bridge/framework/types/type";
import { valuesEqual } from "../../../provider-bridge/framework/values/equal";
import { decodeMsgpack, encodeMsgpack, typeText } from "../../../provider-bridge/protocol/values";
import { createRandom, type Random } from "../../support/random";
import { randomType, randomValue } from "../../support/random-value";
import { decodedOrRefused, type FuzzOptions, mutated, tryInput } from "../target";
import { hasChangingNumber, withoutEmptyRefinements } from "../value-traits";

/** The target's name. */
export const name = "msgpack";

/** Values that are cut, changed or made up are refused, or read as something that can be written and read again. */
export async function run({ seed, inputs }: FuzzOptions): Promise<{ readonly inputs: number }> {
  const random = createRandom(seed);
  for (let count = 0; count < inputs; count += 1) {
    const type = randomType(random, 3);
    tryInput(makeInput(random, type), (input) => check(type, input));
  }
  return { inputs };
}

function makeInput(random: Random, type: CtyType): Uint8Array {
  if (random.chance(0.1)) return random.bytes(random.integer(0, 60));
  const bytes = encodeMsgpack(randomValue(random, type), type);
  return bytes.length > 4096 ? bytes.subarray(0, 4096) : mutated(random, bytes);
}

function check(type: CtyType, input: Uint8Array): void {
  const read = decodedOrRefused(() => decodeMsgpack(input, type));
  if (read === undefined || hasChangingNumber(read.value)) return;
  const again = decodeMsgpack(encodeMsgpack(read.value, type), type);
  if (!valuesEqual(type, withoutEmptyRefinements(read.value), again)) {
    throw new Error(`A value of type ${typeText(type)} is not the same after a second time`);
  }
}
