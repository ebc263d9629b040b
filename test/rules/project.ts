/**
 * The repository as the house rules see it: every file's text, and every hand-written TypeScript file parsed once.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { importsOf, type RawImport } from "./imports";

/** A hand-written TypeScript file. */
export interface Source {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly syntax: ts.SourceFile;
  readonly imports: readonly RawImport[];
}

/** What rules look at. */
export interface Project {
  /** Text by path, generated and golden files too; empty for files over 2 MB. */
  readonly files: ReadonlyMap<string, string>;
  readonly sources: readonly Source[];
}

const MAX_BYTES = 2_000_000;

/** A project from texts, for the samples that rules must refuse. */
export function projectOf(files: Readonly<Record<string, string>>): Project {
  return makeProject(new Map(Object.entries(files)));
}

/** This repository: what git tracks and what it would track, so that a file is judged before it is committed. */
export function repositoryProject(): Project {
  const root = resolve(__dirname, "../..");
  const arguments_ = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const listed = execFileSync("git", arguments_, { cwd: root, encoding: "utf8", maxBuffer: 64_000_000 });
  const paths = listed.split("\0").filter((path) => path !== "");
  return makeProject(new Map(paths.flatMap((path) => readText(root, path))));
}

/** Nothing for a file that is listed and deleted, or a link. */
function readText(root: string, path: string): readonly (readonly [string, string])[] {
  const stat = statSync(resolve(root, path), { throwIfNoEntry: false });
  if (stat?.isFile() !== true) return [];
  return [[path, stat.size > MAX_BYTES ? "" : readFileSync(resolve(root, path), "utf8")]];
}

function makeProject(files: ReadonlyMap<string, string>): Project {
  const sources: Source[] = [];
  for (const [path, text] of files) {
    if (!path.endsWith(".ts") || isGenerated(path)) continue;
    const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
    sources.push({ path, text, syntax, imports: importsOf(syntax) });
  }
  return { files, sources };
}

/** Whether a file is made by a generator: nobody writes it, so no rule of writing holds for it. */
export function isGenerated(path: string): boolean {
  return /(^|\/)generated\//.test(path);
}
