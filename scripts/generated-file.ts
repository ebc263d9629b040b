/** A file that a generator makes. */
export interface GeneratedFile {
  /** Where it belongs, relative to the root of the repository, with forward slashes. */
  readonly path: string;
  /** All of its text, header included. */
  readonly content: string;
}

/** What each file in scripts/generators/ exports as `generator`. The same inputs must give the same bytes. */
export interface Generator {
  /** Makes all files; writes none. `root` is the absolute path of the repository. */
  generate(root: string): Promise<readonly GeneratedFile[]>;
}
