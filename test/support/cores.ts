/** Terraform and tofu for acceptance tests; what this machine lacks skips aloud. */
import { type Core, findCores } from "../../scripts/cores";
import { describeIf } from "./availability";

const HINTS = {
  terraform: "there is no terraform on PATH",
  tofu: "there is no tofu on PATH, and none was built with `npm run build:tofu`",
} as const;

const NOBODY: Core = { family: "terraform", path: "", version: "" };

/** Describes the same behaviour of each core. */
export function describeCores(title: string, body: (core: Core) => void): void {
  const cores = findCores();
  for (const family of ["terraform", "tofu"] as const) {
    const core = cores.find((each) => each.family === family);
    describeIf(core !== undefined, HINTS[family], `${title} (${family})`, () => body(core ?? NOBODY));
  }
}
