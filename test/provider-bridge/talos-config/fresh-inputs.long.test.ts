import { dirname } from "node:path";
import type { OracleCase } from "../../../scripts/oracles/talos/case";
import { replayDecode, replayGenerate, replayPatch } from "../../../scripts/oracles/talos/configurations";
import { askOracle, buildOracle, hasGo, type Question } from "../../../scripts/oracles/talos/go-oracle";
import { replaySecretsParse } from "../../../scripts/oracles/talos/secrets";
import { replayValidate } from "../../../scripts/oracles/talos/validation";
import { describeIf } from "../../support/availability";
import { oracle } from "../../support/oracles";
import { createRandom, type Random } from "../../support/random";
import { brokenQuestion, deletionQuestion, jsonPatchQuestion, secretsQuestion } from "./damage-questions";
import { intendedDifferences, intendedReason } from "./intended-differences";
import {
  decodeQuestion,
  generateQuestion,
  mutationQuestion,
  patchQuestion,
  type Subject,
  subject,
  validateQuestion,
} from "./questions";
import { trapQuestion } from "./trap-questions";

const program = oracle("go/talos/go.mod");

type Ask = (random: Random, about: Subject) => Question;
type Judge = (question: OracleCase) => string | undefined;

const families: readonly (readonly [name: string, count: number, ask: Ask, judge: Judge])[] = [
  ["generation: options x patches x versions", 1_000, generateQuestion, replayGenerate],
  ["patches on generated configurations", 1_000, patchQuestion, replayPatch],
  ["documents filled at random", 1_000, decodeQuestion, replayDecode],
  ["validation in all modes", 1_000, validateQuestion, replayValidate],
  ["mutations of right texts", 1_000, mutationQuestion, replayDecode],
  ["one or two things broken", 1_500, brokenQuestion, replayValidate],
  ["deletions anywhere", 1_000, deletionQuestion, replayPatch],
  ["JSON patches", 1_000, jsonPatchQuestion, replayPatch],
  ["damaged secrets", 1_000, secretsQuestion, replaySecretsParse],
  ["traps of YAML", 1_500, trapQuestion, replayDecode],
];

describeIf(program !== undefined && hasGo(), "Go or its Talos oracle is not here", "fresh inputs", () => {
  describe.each([13, 12, 11])("judged by Talos 1.%i", (minor) => {
    let binary = "";
    let about: Subject;

    beforeAll(async () => {
      binary = buildOracle(dirname(program ?? ""), minor);
      about = await subject(minor);
    }, 600_000);

    test("each intended difference is one", () => {
      const here = intendedDifferences.filter((difference) => difference.minor === minor);
      const cases = askOracle(
        binary,
        here.map(({ example }) => example),
        minor,
      );
      const judges = { decode: replayDecode, patch: replayPatch, secrets_parse: replaySecretsParse };
      const reasons = cases.map((question) => {
        const judge = Object.entries(judges).find(([op]) => op === question.op)?.[1];
        return intendedReason(judge?.(question) ?? "no difference", question);
      });
      expect(reasons).toEqual(here.map(({ reason }) => reason));
    });

    test.each(families)(
      "%s",
      (_name, count, ask, judge) => {
        const random = createRandom(20_260_102 + minor);
        const questions = Array.from({ length: count }, () => ask(random, about));
        const cases = askOracle(binary, questions, minor).filter(({ kind }) => kind !== "panic");
        const failures = cases.flatMap((question) => {
          const failure = judge(question);
          return failure === undefined || intendedReason(failure, question) !== undefined
            ? []
            : [`${question.id}: ${failure}`];
        });
        expect(failures).toEqual([]);
        expect(cases.length).toBeGreaterThan(count * 0.9);
        expect(cases.filter(({ out }) => out["ok"] === true).length).toBeGreaterThan(count * 0.05);
      },
      300_000,
    );
  });
});
