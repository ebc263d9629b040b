/** What `npm pack` would put into the package, as the build has left it. */
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import manifest from "../../package.json";

interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const ROOT = resolve(__dirname, "../..");
const MAX_BYTES = 3 * 1024 * 1024;

/** All that a package has, by what it is for. Each has something, and nothing is beside them. */
const CONTENTS: Readonly<Record<string, RegExp>> = {
  "what npm adds": /^(LICENSE|README\.md|package\.json)$/,
  "what changed": /^CHANGELOG\.md$/,
  "pages and guides": /^docs\/([a-z-]+\/)?[a-z_-]+\.md$/,
  "the command line": /^dist\/cli\/hephaestus\.cjs$/,
  "its commands and the sandbox": /^dist\/cli\/[\w@.-]+\.cjs$/,
  "the library": /^dist\/library\/(constructs|stacks)\/([a-z-]+\/)*[a-z-]+\.(js|d\.ts)$/,
  "the schema of cluster.yaml": /^dist\/library\/stacks\/generated\/cluster\.schema\.json$/,
  "the provider": /^dist\/provider\/terraform-provider-hephaestus_v[\d.]+$/,
  "its parts": /^dist\/provider\/([\w@.-]+\.(cjs|bin)|package\.json)$/,
  "the stand-in": /^dist\/stand-in\/terraform-provider-hcloud_v[\d.]+$/,
  "its parts too": /^dist\/stand-in\/([\w@.-]+\.cjs|package\.json)$/,
};

let packed: Packed;
beforeAll(() => {
  const options = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const text = execFileSync("npm", options, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const [only]: readonly Packed[] = JSON.parse(text);
  if (only === undefined) throw new RangeError("Cannot look into the package: npm pack answered nothing");
  packed = only;
}, 60_000);

test("the package is at most 3 MB", () => {
  expect(packed.size).toBeLessThanOrEqual(MAX_BYTES);
  expect(packed.size).toBeGreaterThan(MAX_BYTES / 10); // an unbuilt one would be small
});

test("it has what it should, and nothing else", () => {
  const paths = packed.files.map(({ path }) => path);
  const patterns = Object.values(CONTENTS);
  expect(paths.filter((path) => !patterns.some((pattern) => pattern.test(path)))).toEqual([]);
  const empty = Object.entries(CONTENTS).filter(([, pattern]) => !paths.some((path) => pattern.test(path)));
  expect(empty.map(([purpose]) => purpose)).toEqual([]);
});

test("what package.json points at is there", () => {
  const paths = new Set(packed.files.map(({ path }) => path));
  const entries = Object.values(manifest.exports).map((entry) => (typeof entry === "string" ? entry : entry.default));
  const wanted = [manifest.main, manifest.bin.hephaestus, ...entries].map((path) => path.replace(/^\.\//, ""));
  expect(wanted.filter((path) => !paths.has(path))).toEqual([]);
});
