/**
 * `npm run generate`: runs every generator in scripts/generators/ and writes what changed.
 * `npm run generate -- --check` writes nothing, lists what is stale and ends with status 1 if anything is.
 * `npm run generate -- wire` runs one generator.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { loadGenerators, staleFiles } from "./generators-run";

async function main(args: readonly string[]): Promise<void> {
  const root = resolve(__dirname, "..");
  const check = args.includes("--check");
  const names = args.filter((argument) => !argument.startsWith("--"));
  const stale = await staleFiles(root, await loadGenerators(resolve(__dirname, "generators"), names));
  for (const file of stale) {
    console.log(`${check ? "stale" : "written"}: ${file.path}`);
    if (check) continue;
    const path = resolve(root, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.content);
  }
  if (check && stale.length > 0) {
    console.log('Run "npm run generate" and commit what it writes');
    process.exitCode = 1;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
