/** Base configurations per version contract; patching and validation are never done here. */
export { generateConfig } from "./generate";
export type { GenerateInput, GenerateOptions, MachineType } from "./options";
