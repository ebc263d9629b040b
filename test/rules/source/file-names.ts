import type { Rule } from "../rule";

/** Names that say nothing of what is inside, so that anything ends up there. */
const EMPTY_WORDS = new Set(["util", "utils", "helper", "helpers", "common", "misc", "shared", "stuff", "tools"]);
const KEBAB_CASE = /^[a-z\d]+(-[a-z\d]+)*$/;

/** One idea a file, named after it. */
export const fileNames: Rule = {
  title: "Files and folders have kebab-case names that say what is inside",
  check: (project) =>
    project.sources.flatMap(({ path }) => {
      const words = path.replace(/(\.[a-z]+)*\.ts$/, "").split("/");
      const empty = words.find((word) => EMPTY_WORDS.has(word));
      if (empty !== undefined) return [{ path, line: 1, message: `"${empty}" does not say what is inside` }];
      const wrong = words.find((word) => !KEBAB_CASE.test(word));
      return wrong === undefined ? [] : [{ path, line: 1, message: `"${wrong}" is not kebab-case` }];
    }),
  sample: {
    "wire/utils.ts": "",
    "wire/helpers/text.ts": "",
    "test/wire/common.test.ts": "",
    "wire/camelCase.ts": "",
    "wire/Reader.ts": "",
    "wire/utils-of-nothing.ts": "",
    "wire/kebab-case.long.test.ts": "",
  },
  found: [
    "wire/utils.ts:1",
    "wire/helpers/text.ts:1",
    "test/wire/common.test.ts:1",
    "wire/camelCase.ts:1",
    "wire/Reader.ts:1",
  ],
};
