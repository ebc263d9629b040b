import { readdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { createRandom } from "../support/random";
import type { FuzzTarget } from "./target";
import { decodedOrRefused, mutated, tryInput } from "./target";

const TOTAL_INPUTS = 10_000;
const folder = resolve(__dirname, "targets");
const names = readdirSync(folder).map((file) => basename(file, ".ts"));

test.each(names)(
  "%s holds against a share of 10,000 inputs",
  async (name) => {
    const target: FuzzTarget = await import(resolve(folder, `${name}.ts`));
    const inputs = Math.ceil(TOTAL_INPUTS / names.length);
    expect(target.name).toBe(name);
    expect(await target.run({ seed: 20_260_101, inputs })).toEqual({ inputs });
  },
  120_000,
);

describe("what targets share", () => {
  test("a broken promise shows the input", () => {
    const fail = () => {
      throw new RangeError("Boom");
    };
    expect(() => tryInput(Buffer.from([0xab]), fail)).toThrow(/ab: RangeError: Boom/);
    expect(() => decodedOrRefused(fail)).toThrow(RangeError);
    expect(decodedOrRefused(() => JSON.parse("{"))).toBeUndefined();
  });

  test("mutations change inputs, the same seed makes the same", () => {
    const input = Buffer.from("a good input");
    const first = Array.from({ length: 50 }, (_, index) =>
      Buffer.from(mutated(createRandom(index), input)).toString("hex"),
    );
    const second = Array.from({ length: 50 }, (_, index) =>
      Buffer.from(mutated(createRandom(index), input)).toString("hex"),
    );
    expect(first).toEqual(second);
    expect(new Set(first).size).toBeGreaterThan(30);
    expect(input.toString()).toBe("a good input");
  });
});
