import type { Rule } from "../rule";
import { casts } from "./casts";
import { defaults } from "./defaults";
import { documentedExports } from "./documented-exports";
import { errorDecisions } from "./error-decisions";
import { exportCounts } from "./export-counts";
import { fileNames } from "./file-names";
import { folderComments } from "./folder-comments";
import { importArrows } from "./import-arrows";
import { importLoops } from "./import-loops";
import { machineTraces } from "./machine-traces";
import { messages } from "./messages";
import { mirroredTests } from "./mirrored-tests";
import { nounFolders } from "./noun-folders";
import { packages } from "./packages";
import { pinnedPackages } from "./pinned-packages";
import { privateMembers } from "./private-members";
import { protocolTypes } from "./protocol-types";
import { rpcNames } from "./rpc-names";
import { sizes } from "./sizes";
import { sleepingTests } from "./sleeping-tests";
import { switchedOffTests } from "./switched-off-tests";
import { units } from "./units";

/** Every rule over the tree, in the order in which a newcomer should read them. */
export const SOURCE_RULES: readonly Rule[] = [
  importArrows,
  importLoops,
  packages,
  protocolTypes,
  rpcNames,
  nounFolders,
  mirroredTests,
  fileNames,
  sizes,
  exportCounts,
  documentedExports,
  folderComments,
  defaults,
  units,
  messages,
  errorDecisions,
  casts,
  privateMembers,
  switchedOffTests,
  sleepingTests,
  machineTraces,
  pinnedPackages,
];
