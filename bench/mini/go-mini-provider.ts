import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { findOnPath } from "../../scripts/cores";
import { oracle } from "../../test/support/oracles";

/** A cold build of the framework and all it imports takes minutes. */
const BUILD_LIMIT_MS = 600_000;
const CACHE = resolve(__dirname, "../../.cache/bench");

/** Why there is no Go twin, where there is none. */
export const GO_MISSING = "this machine has no Go, or not the source go/mini-provider of the oracles";

/** The path of the built Go mini provider, built once for each state of its source; undefined where it cannot be. */
export async function goMiniProvider(): Promise<string | undefined> {
  const [go, source] = [findOnPath("go"), oracle("go/mini-provider")];
  if (go === undefined || source === undefined) return undefined;
  const hash = createHash("sha256");
  for (const name of ["main.go", "go.mod", "go.sum"]) hash.update(await readFile(join(source, name)));
  const path = join(CACHE, `go-mini-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(path)) return path;
  console.log("Building the Go mini provider …");
  // A copy, because Go may want to write beside the source.
  const folder = await mkdtemp(join(tmpdir(), "hephaestus-go-mini-"));
  try {
    await cp(source, join(folder, "source"), { recursive: true });
    const output = join(folder, "provider");
    const options = { cwd: join(folder, "source"), timeout: BUILD_LIMIT_MS };
    await promisify(execFile)(go, ["build", "-trimpath", "-ldflags=-s -w", "-o", output, "."], options);
    await mkdir(CACHE, { recursive: true });
    await cp(output, `${path}.new`);
    await rename(`${path}.new`, path);
    return path;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
