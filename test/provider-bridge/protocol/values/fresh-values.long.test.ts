import type { CtyType } from "../../../../provider-bridge/framework/types/type";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { decodeMsgpack, encodeJson, encodeMsgpack, typeText } from "../../../../provider-bridge/protocol/values";
import { comparableText, describeValue, hasOpenOrder } from "../../../../scripts/oracles/cty/describe";
import { describeIf } from "../../../support/availability";
import { buildCtyOracle, type CtyOracle, canBuildCtyOracle } from "../../../support/cty-oracle";
import { createRandom, type Random } from "../../../support/random";
import { randomType, randomValue } from "../../../support/random-value";

const FRESH_VALUES = 50_000;
const BATCH = 5_000;

interface Case {
  readonly type: CtyType;
  readonly value: Value;
  readonly msgpack: Uint8Array;
}

describeIf(
  canBuildCtyOracle(),
  "Go or the source of the cty oracle (oracles/go/cty) is not on this machine",
  "values of our own making, as go-cty sees them",
  () => {
    let program: CtyOracle | undefined;
    afterAll(() => program?.close());

    test(`${FRESH_VALUES} fresh values are read, described and written alike`, async () => {
      program = await buildCtyOracle();
      const random = createRandom(50_000);
      const wrong: string[] = [];
      for (let done = 0; done < FRESH_VALUES; done += BATCH) wrong.push(...(await checkBatch(program, random)));
      expect(wrong.slice(0, 5)).toEqual([]);
    });
  },
);

async function checkBatch(program: CtyOracle, random: Random): Promise<readonly string[]> {
  const cases = Array.from({ length: BATCH }, (): Case => {
    const type = randomType(random, 4);
    const value = randomValue(random, type);
    return { type, value, msgpack: encodeMsgpack(value, type) };
  });
  const answers = await program.ask(
    cases.map(({ type, msgpack }, id) => {
      const base64 = Buffer.from(msgpack).toString("base64");
      return { id, op: "msgpack_decode", type: JSON.parse(typeText(type)), msgpack: base64 };
    }),
  );
  expect(answers).toHaveLength(cases.length);
  return cases.flatMap((one, index) => {
    const problem = difference(one, answers[index] ?? {});
    return problem === undefined
      ? []
      : [`${typeText(one.type)} ${Buffer.from(one.msgpack).toString("base64")}: ${problem}`];
  });
}

function difference({ type, value, msgpack }: Case, answer: Readonly<Record<string, unknown>>): string | undefined {
  if (answer["ok"] !== true) return `refused: ${JSON.stringify(answer)}`;
  const described = describeValue(type, decodeMsgpack(msgpack, type));
  if (comparableText(described) !== comparableText(answer["value"]))
    return `described as ${JSON.stringify(answer["value"])}`;
  const isOpen = hasOpenOrder(described);
  if (!isOpen && answer["msgpack"] !== Buffer.from(msgpack).toString("base64"))
    return `written as ${String(answer["msgpack"])}`;
  const json = answer["json"];
  if (isOpen || json === undefined) return undefined;
  const own = Buffer.from(encodeJson(value, type)).toString("utf8");
  return own === json ? undefined : `written in JSON as ${String(json)}, by us as ${own}`;
}
