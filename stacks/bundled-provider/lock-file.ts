/** A provider that a stack requires, with the exact version that its bindings name. */
export interface LockEntry {
  /** `HOST/NAMESPACE/TYPE`. */
  readonly address: string;
  readonly version: string;
  /** What its package must hash to (`h1:…`). @default unknown: the next init fills it in */
  readonly hash?: string;
}

const HEADER = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;
const BLOCK = /^provider "([^"]+)" \{\n[\s\S]*?^\}\n/gm;

/**
 * The text of a `.terraform.lock.hcl` that has these entries; all others stay. cdktf's command line asks the registry to
 * lock what is missing there, which fails for a provider that no registry has: an entry without hashes is enough.
 */
export function lockFileWith(text: string, entries: readonly LockEntry[]): string {
  const blocks = new Map([...text.matchAll(BLOCK)].map(([block, address = ""]) => [address, block]));
  for (const entry of entries) {
    const block = blocks.get(entry.address);
    if (block === undefined || !fits(block, entry)) blocks.set(entry.address, blockOf(entry));
  }
  const sorted = [...blocks].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, block]) => block);
  return [HEADER, ...sorted].join("\n");
}

/** Whether the block that is there says the same: its hashes then stay. */
function fits(block: string, { version, hash }: LockEntry): boolean {
  const says = (name: string) => new RegExp(`^\\s*${name}\\s*= "([^"]*)"`, "m").exec(block)?.[1];
  const isVersion = says("version") === version && says("constraints") === version;
  return isVersion && (hash === undefined || block.includes(`"${hash}"`));
}

function blockOf({ address, version, hash }: LockEntry): string {
  const hashes = hash === undefined ? "" : `  hashes = [\n    "${hash}",\n  ]\n`;
  return `provider "${address}" {\n  version     = "${version}"\n  constraints = "${version}"\n${hashes}}\n`;
}
