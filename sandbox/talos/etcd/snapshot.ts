/** Snapshots: etcd's database as a file, with the SHA-256 of it behind it. */
import { createHash } from "node:crypto";
import { readBoltFile, writeBoltFile } from "./bolt-file";
import { EtcdError } from "./etcd-error";

const hashBytes = 32;
/** The file is made of sectors, so that a hash behind it shows in its length (etcdutl's own test). */
const sectorBytes = 512;
const bucket = "hephaestus";
const key = "content";

/** The file of a snapshot with this content. */
export function writeSnapshot(content: Uint8Array): Buffer {
  const database = writeBoltFile(bucket, key, content);
  return Buffer.concat([database, createHash("sha256").update(database).digest()]);
}

/**
 * The content of a snapshot. `skipsHashCheck`: the file may be a bare copy of the database, without its hash.
 *
 * @throws EtcdError "bad-snapshot" where the hash is missing, "wrong-hash" where it is another, "not-a-database".
 */
export function readSnapshot(file: Uint8Array, { skipsHashCheck }: { readonly skipsHashCheck: boolean }): Uint8Array {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const hasHash = bytes.length % sectorBytes === hashBytes;
  if (!hasHash && !skipsHashCheck) throw new EtcdError("bad-snapshot");
  const database = hasHash ? bytes.subarray(0, bytes.length - hashBytes) : bytes;
  if (!skipsHashCheck) {
    const hash = createHash("sha256").update(database).digest();
    if (!hash.equals(bytes.subarray(database.length))) throw new EtcdError("wrong-hash");
  }
  const content = readBoltFile(database, bucket, key);
  if (content === undefined) throw new EtcdError("not-a-database");
  return content;
}
