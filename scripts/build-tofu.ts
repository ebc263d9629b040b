/**
 * `npm run build:tofu`: builds OpenTofu from its Go module, for the acceptance tests, into .cache/tofu/tofu.
 * Takes some minutes of two cores. Without Go it says so and changes nothing.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BUILT_TOFU, findOnPath } from "./cores";

const MODULE = "github.com/opentofu/opentofu";
const VERSION = "v1.12.6";

/** Programs of another module are built inside a module of one's own, which must repeat that module's replacements. */
async function main(): Promise<void> {
  const go = findOnPath("go");
  if (go === undefined) {
    console.log("SKIPPED build:tofu: there is no go on PATH; put a tofu on PATH to test with it");
    return;
  }
  if (!existsSync(BUILT_TOFU)) await build(go, dirname(BUILT_TOFU));
  console.log(execFileSync(BUILT_TOFU, ["version"], { encoding: "utf8" }).trim());
  console.log(BUILT_TOFU);
}

async function build(go: string, cache: string): Promise<void> {
  const folder = join(cache, "build");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "go.mod"), "module tofu-for-tests\n\ngo 1.24\n");
  run(go, ["get", `${MODULE}@${VERSION}`], folder);
  for (const replacement of replacements(go, folder)) run(go, ["mod", "edit", `-replace=${replacement}`], folder);
  run(go, ["get", "-tool", `${MODULE}/cmd/tofu@${VERSION}`], folder);
  run(go, ["build", "-trimpath", "-ldflags=-s -w", "-o", BUILT_TOFU, `${MODULE}/cmd/tofu`], folder);
}

interface GoModule {
  readonly Replace?: readonly {
    readonly Old: { readonly Path: string; readonly Version?: string };
    readonly New: { readonly Path: string; readonly Version?: string };
  }[];
}

function replacements(go: string, folder: string): readonly string[] {
  const text = (args: readonly string[]) => execFileSync(go, args, { cwd: folder, encoding: "utf8" });
  const file = text(["list", "-m", "-f", "{{.GoMod}}", MODULE]).trim();
  const module: GoModule = JSON.parse(text(["mod", "edit", "-json", file]));
  const side = ({ Path, Version }: { readonly Path: string; readonly Version?: string }) =>
    Version === undefined || Version === "" ? Path : `${Path}@${Version}`;
  return (module.Replace ?? []).map((each) => `${side(each.Old)}=${side(each.New)}`);
}

function run(go: string, args: readonly string[], folder: string): void {
  console.log(`go ${args.join(" ")}`);
  const { status } = spawnSync(go, args, { cwd: folder, stdio: "inherit" });
  if (status !== 0) throw new Error(`Cannot build tofu: "go ${args.join(" ")}" ended with ${status}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
