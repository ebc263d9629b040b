import type { Project } from "../project";
import type { Rule, Violation } from "../rule";

const MIRRORED =
  /^test\/((provider-bridge|constructs|stacks|sandbox|wire|cli|scripts|bench)(\/.*)?)\/([^/]+?)(\.long)?\.test\.ts$/;
/** What converts and what acts; a schema or a table beside them is tested by them. */
const TESTED =
  /^provider-bridge\/(resources|data-sources|functions|ephemeral)\/[^/]+\/(model|resource|data-source|function|ephemeral)\.ts$/;

/** A test is found by the path of what it tests. */
export const mirroredTests: Rule = {
  title:
    "Tests mirror the tree; every resource, data source, function, ephemeral resource and model has one of its own",
  check: (project) => [...strayTests(project), ...untested(project)],
  sample: {
    "wire/reader.ts": "",
    "test/wire/reader.test.ts": "",
    "test/wire/all-together.test.ts": "",
    "test/wire/attic/old.test.ts": "",
    "test/acceptance/any.test.ts": "",
    "provider-bridge/functions/rdns-name/function.ts": "",
    "provider-bridge/resources/image/model.ts": "",
    "provider-bridge/resources/image/schema.ts": "",
    "provider-bridge/resources/image/resource.ts": "",
    "test/provider-bridge/resources/image/resource.long.test.ts": "",
  },
  found: [
    "test/wire/attic/old.test.ts:1",
    "provider-bridge/functions/rdns-name/function.ts:1",
    "provider-bridge/resources/image/model.ts:1",
  ],
};

/** The folder of a test is a folder of the house, or a file of it whose tests are many. */
function strayTests(project: Project): readonly Violation[] {
  const places = new Set<string>();
  for (const path of project.files.keys()) {
    if (path.startsWith("test/")) continue;
    places.add(path.replace(/\.ts$/, ""));
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) places.add(path.slice(0, end));
  }
  return project.sources.flatMap(({ path }) => {
    const folder = MIRRORED.exec(path)?.[1];
    return folder === undefined || places.has(folder)
      ? []
      : [{ path, line: 1, message: `there is no "${folder}" to test` }];
  });
}

function untested(project: Project): readonly Violation[] {
  return project.sources.flatMap(({ path }) => {
    if (!TESTED.test(path)) return [];
    const twin = `test/${path.slice(0, -".ts".length)}`;
    const isTested = project.files.has(`${twin}.test.ts`) || project.files.has(`${twin}.long.test.ts`);
    return isTested ? [] : [{ path, line: 1, message: `has no test "${twin}.test.ts"` }];
  });
}
