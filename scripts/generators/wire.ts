/** Makes wire/<folder>/generated/<package>.ts from the .proto files in wire/: interfaces, tables and services. */
import { readdir, readFile } from "node:fs/promises";
import { dirname, posix, relative, resolve, sep } from "node:path";
import { parse, Root } from "protobufjs";
import type { GeneratedFile, Generator } from "../generated-file";
import { type ProtoPackage, packageText } from "../proto/package-text";

/** The generator of everything that comes from .proto files. */
export const generator: Generator = { generate: (root) => generateWire(resolve(root, "wire"), root) };

/** Reads every .proto file below `wireFolder`; paths of the results are relative to `root`. */
async function generateWire(wireFolder: string, root: string): Promise<readonly GeneratedFile[]> {
  const entries = await readdir(wireFolder, { recursive: true });
  const names = entries.filter((name) => name.endsWith(".proto")).sort();
  const protoRoot = new Root();
  const packages = new Map<string, ProtoPackage>();
  for (const name of names) {
    const parsed = parse(await readFile(resolve(wireFolder, name), "utf8"), protoRoot, { keepCase: true });
    const packageName = parsed.package;
    if (packageName === undefined) throw new SyntaxError(`Cannot generate from ${name}: it names no package`);
    const source = posix.join("wire", ...name.split(sep));
    const known = packages.get(packageName);
    if (known === undefined) {
      packages.set(packageName, { name: packageName, sources: [source], output: outputPath(packageName, name) });
    } else {
      packages.set(packageName, { ...known, sources: [...known.sources, source] });
    }
  }
  protoRoot.resolveAll();
  const all = [...packages.values()];
  refuseSharedOutputs(all);
  return all.map((entry) => ({
    path: relative(root, resolve(root, entry.output)).split(sep).join("/"),
    content: packageText(protoRoot, entry, all),
  }));
}

/** `grpc.health.v1` in wire/go-plugin/ becomes wire/go-plugin/generated/health.ts. */
function outputPath(packageName: string, protoFile: string): string {
  const segments = packageName.split(".").filter((segment) => !/^v\d+/.test(segment));
  const folder = protoFile.split(sep)[0] ?? "";
  return posix.join("wire", folder === protoFile ? dirname(protoFile) : folder, "generated", `${segments.at(-1)}.ts`);
}

function refuseSharedOutputs(packages: readonly ProtoPackage[]): void {
  const owners = new Map<string, string>();
  for (const { name, output } of packages) {
    const owner = owners.get(output);
    if (owner !== undefined) throw new RangeError(`Cannot generate ${output}: both ${owner} and ${name} belong there`);
    owners.set(output, name);
  }
}
