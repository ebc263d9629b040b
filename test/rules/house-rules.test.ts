import { EXCEPTIONS } from "./exceptions";
import { projectOf, repositoryProject } from "./project";
import { exceptionKey } from "./rule";
import { SOURCE_RULES } from "./source";

const project = repositoryProject();

describe.each(SOURCE_RULES)("$title", (rule) => {
  const violations = rule.check(project);
  const exceptions = EXCEPTIONS[rule.title] ?? {};

  it("finds what breaks it in its sample, and nothing else", () => {
    const found = rule.check(projectOf(rule.sample)).map(({ path, line }) => `${path}:${line}`);
    expect(found.sort()).toEqual([...rule.found].sort());
    expect(found).not.toEqual([]);
  });

  it("holds", () => {
    const broken = violations.filter((violation) => !Object.hasOwn(exceptions, exceptionKey(violation)));
    expect(broken.map(({ path, line, message }) => `${path}:${line} ${message}`)).toEqual([]);
  });

  it("needs each of its exceptions", () => {
    const needed = new Set(violations.map(exceptionKey));
    expect(Object.keys(exceptions).filter((key) => !needed.has(key))).toEqual([]);
  });
});

test("Every list of exceptions is that of a rule", () => {
  const titles = SOURCE_RULES.map((rule) => rule.title);
  expect(Object.keys(EXCEPTIONS).filter((title) => !titles.includes(title))).toEqual([]);
});
