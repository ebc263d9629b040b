/** Differences from the recorded results that are meant, each with its reason, in a data file. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

/** One meant difference, or several alike. */
export interface ListedDifference {
  /** Scenario file and path as `run.py diff` prints them; `*` stands for anything. */
  readonly at: string;
  /** The core to which it applies. @default both */
  readonly core?: "terraform" | "tofu";
  readonly reason: string;
  /** Whether it depends on how fast the machine is, so that it may be missing. */
  readonly sometimes?: boolean;
}

const FILE = resolve(__dirname, "differences.json");

/** The meant differences. @throws TypeError when the file has another form. */
export async function listedDifferences(): Promise<readonly ListedDifference[]> {
  const read: unknown = JSON.parse(await readFile(FILE, "utf8"));
  if (!Array.isArray(read)) throw new TypeError(`Cannot read "${FILE}": it is no list`);
  return read.map((entry: unknown) => {
    if (!isListed(entry)) throw new TypeError(`Cannot read "${FILE}": not a difference: ${JSON.stringify(entry)}`);
    return entry;
  });
}

function isListed(entry: unknown): entry is ListedDifference {
  if (typeof entry !== "object" || entry === null) return false;
  const { at, reason, core, sometimes } = {
    at: undefined,
    reason: undefined,
    core: undefined,
    sometimes: false,
    ...entry,
  };
  const coreIsRight = core === undefined || core === "terraform" || core === "tofu";
  const isExplained = typeof reason === "string" && reason !== "";
  return typeof at === "string" && isExplained && coreIsRight && typeof sometimes === "boolean";
}

/** Whether a difference at this place is meant. */
export function covers(listed: ListedDifference, family: "terraform" | "tofu", at: string): boolean {
  if (listed.core !== undefined && listed.core !== family) return false;
  const pattern = listed.at.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${pattern}$`).test(at);
}
