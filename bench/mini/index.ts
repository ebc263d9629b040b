/**
 * The two mini providers, ours and the oracles' Go twin, each in a scratch folder where its one resource is applied.
 * Here belongs how the two are made alike; never what is measured on them.
 */
export { GO_MISSING, goMiniProvider } from "./go-mini-provider";
export { type MiniWorkspace, prepareMiniWorkspaces } from "./workspaces";
