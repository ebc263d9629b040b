import { join } from "node:path";
import { ROOT } from "./scratch";

/** How cdktf's command line is run here. */
export interface CdktfProgram {
  readonly program: string;
  readonly args: readonly string[];
  /** Its name and version, for the story. */
  readonly told: string;
}

/** cdktf-cli has its terminal part for Node up to this one only (its prebuilt files end there). */
const NEWEST_NODE_OF_CDKTF = 22;
const SUCCESSOR = "cdktn-cli@0.24.0";

/** cdktf's own, which a checkout has installed; on newer Nodes its successor's, which npm fetches. */
export function cdktfProgram(nodeVersion: string = process.versions.node): CdktfProgram {
  if (Number(nodeVersion.split(".")[0]) > NEWEST_NODE_OF_CDKTF) {
    return {
      program: "npx",
      args: ["--yes", SUCCESSOR],
      told: `${SUCCESSOR}, since cdktf-cli does not run on Node ${nodeVersion}`,
    };
  }
  const path = join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf");
  return { program: process.execPath, args: [path], told: "cdktf-cli 0.21" };
}
