/**
 * How a node of the sandbox reads its machine configuration: strictly, by Talos's own tables of keys, keeping what it
 * does not act on as it came. Written without a look at the provider's talos-config: what tests and what is tested must
 * not be wrong together. Never here: what a node does with it (machine/), nor any generation or patching.
 */
export { rebootPaths } from "./change";
export { checkConfiguration } from "./check-configuration";
export { ConfigurationError } from "./configuration-error";
export { imageVersion } from "./image-version";
export type { NodeSettings, VirtualIp } from "./node-settings";
export { nodeSettingsOf } from "./node-settings-of";
export { at } from "./plain";
export { type Configuration, isComplete, readConfiguration } from "./read-configuration";
export { textDiff } from "./text-diff";
