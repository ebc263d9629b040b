/** Whatever value of the right type stands in a cluster.yaml: it is told by its place, or a cluster is made of it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { isScalar, parseDocument, type Scalar, visit } from "yaml";
import { ClusterFileError, clusterFromYaml } from "../../stacks";
import { createRandom } from "../support/random";

const FOLDER = resolve(__dirname, "../../examples/from-yaml");
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => readFileSync(join(FOLDER, name), "utf8"));
const EXPRESSION = ["$", "{x}"].join("");
const TEXTS = [
  "",
  "x",
  "0",
  "a b",
  "é",
  "v1",
  "\n",
  "hel1",
  "../..",
  "10.0.0.0/8",
  EXPRESSION,
  "%{if}",
  "x".repeat(300),
];
const ODD_NAMES = ["__proto__", "constructor", "null", "-1", "1.36.3"];
const NUMBERS = [-1, 0, 1.5, 2, 7, 65_536, 1e9, 1e308];
const ROUNDS = 400;

test("no value makes it fail otherwise", () => {
  const random = createRandom(8);
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-any-value-"));
  const path = join(folder, "cluster.yaml");
  const other = (value: unknown): unknown => {
    if (typeof value === "number") return random.pick(NUMBERS);
    return typeof value === "boolean" ? !value : random.pick([...TEXTS, ...ODD_NAMES]);
  };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const document = parseDocument(random.pick(FILES));
      const scalars: Scalar[] = [];
      visit(document, { Scalar: (key, node) => void (key !== "key" && isScalar(node) && scalars.push(node)) });
      const changed = random.pick(scalars);
      const isText = typeof changed.value === "string";
      Object.assign(changed, { value: other(changed.value), source: undefined });
      if (isText) changed.type = "QUOTE_DOUBLE";
      writeFileSync(path, document.toString());
      try {
        clusterFromYaml(new App({ outdir: join(folder, "out") }), path);
      } catch (error) {
        if (!(error instanceof ClusterFileError))
          throw new Error(`Cannot tell of ${JSON.stringify(changed)}`, { cause: error });
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
