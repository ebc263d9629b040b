/** The HCL examples, which the documentation shows, are formatted and valid; `npm run test:long` applies each. */
import { findCores } from "../../scripts/cores";
import { describeIf } from "../support/availability";
import type { BuiltProvider } from "../support/built-provider";
import { describeCores } from "../support/cores";
import { Workspace } from "../support/terraform";
import { builtFor, exampleFolders, FOLDER, OUTPUTS, workspaceOf } from "./hcl-examples";

test("Every example is known here, and every one known here exists", () => {
  expect(exampleFolders()).toEqual(Object.keys(OUTPUTS).sort());
});

describeCores("HCL examples", (core) => {
  test("are formatted as the core formats them", async () => {
    const workspace = new Workspace({ core });
    try {
      await workspace.succeed("fmt", "-check", "-diff", "-recursive", FOLDER);
    } finally {
      workspace.remove();
    }
  });
});

const [first] = findCores();

describeIf(first !== undefined, "there is neither terraform nor tofu", "An HCL example", () => {
  let built: BuiltProvider | undefined;
  beforeAll(async () => {
    if (first !== undefined) built = await builtFor(first);
  });
  afterAll(() => built?.remove());

  test.each(exampleFolders())("%s is valid", async (name) => {
    if (first === undefined || built === undefined) throw new RangeError("There is no core, or nothing was built");
    const workspace = workspaceOf(name, first, built);
    try {
      await workspace.succeed("init", "-input=false", "-no-color");
      await workspace.succeed("validate");
    } finally {
      workspace.remove();
    }
  });
});
