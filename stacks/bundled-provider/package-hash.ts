import { createHash } from "node:crypto";

/** The files of a package by their names. */
export type PackageContents = ReadonlyMap<string, Uint8Array>;

/**
 * The hash by which Terraform knows a package folder, whatever the platform: "h1", the SHA-256 of the list of files and
 * their SHA-256, as Go's module system makes it (https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1).
 */
export function packageHash(contents: PackageContents): string {
  const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data);
  const names = [...contents.keys()].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  const lines = names.map((name) => `${sha256(contents.get(name) ?? "").digest("hex")}  ${name}\n`);
  return `h1:${sha256(lines.join("")).digest("base64")}`;
}
