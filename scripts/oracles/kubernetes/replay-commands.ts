import type { OracleLine } from "../../oracles-format/json-lines";
import type { Outcome } from "./replay-group";

/** Replays commands of kubectl, in order, against one cluster. */
export async function replayCommands(_file: string, _lines: readonly OracleLine[]): Promise<readonly Outcome[]> {
  return [];
}
