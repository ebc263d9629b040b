import { dirname } from "node:path";
import type { OracleCase } from "../../../scripts/oracles/talos/case";
import { replayDecode, replayGenerate, replayPatch } from "../../../scripts/oracles/talos/configurations";
import { replayValidate } from "../../../scripts/oracles/talos/validation";
import { describeIf } from "../../support/availability";
import { oracle } from "../../support/oracles";
import { createRandom, type Random } from "../../support/random";
import { askOracle, buildOracle, hasGo, type Question } from "./go-oracle";
import {
  decodeQuestion,
  generateQuestion,
  mutationQuestion,
  patchQuestion,
  type Subject,
  subject,
  validateQuestion,
} from "./questions";

const program = oracle("go/talos/go.mod");
/**
 * Where ours differs on purpose: Talos takes a deletion of what is not there, and results it cannot load; a field that
 * Talos 1.12.11 has, and the library of 1.12.7 has not.
 */
const intended =
  /there is no document \S+ to delete from|the result is no valid configuration|strictCgroupClassOrdering/;

type Ask = (random: Random, about: Subject) => Question;
type Judge = (question: OracleCase) => string | undefined;

const families: readonly (readonly [name: string, count: number, ask: Ask, judge: Judge])[] = [
  ["generation: options x patches x versions", 1_000, generateQuestion, replayGenerate],
  ["patches on generated configurations", 1_000, patchQuestion, replayPatch],
  ["documents filled at random", 1_000, decodeQuestion, replayDecode],
  ["validation in all modes", 1_000, validateQuestion, replayValidate],
  ["mutations of right texts", 1_000, mutationQuestion, replayDecode],
];

describeIf(program !== undefined && hasGo(), "Go or its Talos oracle is not here", "fresh inputs", () => {
  describe.each([13, 12])("judged by Talos 1.%i", (minor) => {
    let binary = "";
    let about: Subject;

    beforeAll(async () => {
      binary = buildOracle(dirname(program ?? ""), minor);
      about = await subject(minor);
    }, 600_000);

    test.each(families)(
      "%s",
      (_name, count, ask, judge) => {
        const random = createRandom(20_260_102 + minor);
        const questions = Array.from({ length: count }, () => ask(random, about));
        const cases = askOracle(binary, questions, minor).filter(({ kind }) => kind !== "panic");
        const failures = cases.flatMap((question) => {
          const failure = judge(question);
          return failure === undefined || intended.test(failure) ? [] : [`${question.id}: ${failure}`];
        });
        expect(failures).toEqual([]);
        expect(cases.length).toBeGreaterThan(count * 0.9);
        expect(cases.filter(({ out }) => out["ok"] === true).length).toBeGreaterThan(count * 0.05);
      },
      300_000,
    );
  });
});
