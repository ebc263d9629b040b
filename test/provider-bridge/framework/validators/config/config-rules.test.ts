import { Diagnostics } from "../../../../../provider-bridge/framework/diagnostics/diagnostic";
import {
  atLeastOneOf,
  conflicting,
  exactlyOneOf,
  requiredTogether,
} from "../../../../../provider-bridge/framework/validators";
import type { ConfigRuleRequest } from "../../../../../provider-bridge/framework/validators/config/given";
import { path, pathText } from "../../../../../provider-bridge/framework/values/path";
import { UNKNOWN, type Unknown } from "../../../../../provider-bridge/framework/values/unknown";

type Field = string | Unknown | null;
type Config = { readonly a: Field; readonly b: Field; readonly c: Field };
type Rule = (request: ConfigRuleRequest<Config>, ...names: readonly ("a" | "b" | "c")[]) => void;

/** One letter a field: `x` given, `-` null, `?` unknown. */
function found(rule: Rule, letters: string): readonly string[] {
  const fields = Array.from(letters, (letter): Field => (letter === "x" ? "value" : letter === "?" ? UNKNOWN : null));
  const [a = null, b = null, c = null] = fields;
  const diagnostics = new Diagnostics();
  rule({ config: { a, b, c }, diagnostics }, "a", "b", "c");
  return diagnostics.list.map((diagnostic) => `${pathText(diagnostic.path ?? [])}: ${diagnostic.detail}`);
}

const EXCLUSIVE = 'b: "a" and "b" are given. Give at most one of "a", "b" and "c".';
const MISSING = ': None of "a", "b" and "c" is given. Give "a", "b" or "c".';

test.each<[Rule, Record<string, readonly string[]>]>([
  [conflicting, { "---": [], "x--": [], "x?-": [], "???": [], "xx-": [EXCLUSIVE], "xx?": [EXCLUSIVE] }],
  [atLeastOneOf, { "---": [MISSING], "x--": [], xxx: [], "--?": [], "???": [] }],
  [exactlyOneOf, { "---": [MISSING], "x--": [], "--?": [], "x??": [], "xx?": [EXCLUSIVE], "xx-": [EXCLUSIVE] }],
  [
    requiredTogether,
    {
      "---": [],
      xxx: [],
      "x??": [],
      "--?": [],
      "???": [],
      "x--": ['a: "a" given without "b" and "c". Give all of "a", "b" and "c", or none.'],
      "x?-": ['a: "a" given without "c". Give all of "a", "b" and "c", or none.'],
    },
  ],
])("%p", (rule, cases) => {
  for (const [letters, messages] of Object.entries(cases)) {
    expect([letters, found(rule, letters)]).toEqual([letters, messages]);
  }
});

test("A rule of a nested object points into it", () => {
  const diagnostics = new Diagnostics();
  conflicting({ config: { a: "1", b: "2" }, diagnostics, path: path("nodes", 0) }, "a", "b");
  atLeastOneOf({ config: { a: null, b: null }, diagnostics, path: path("nodes", 1) }, "a", "b");
  expect(diagnostics.list.map((diagnostic) => pathText(diagnostic.path ?? []))).toEqual(["nodes[0].b", "nodes[1]"]);
});
