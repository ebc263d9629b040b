/** Base configurations per version contract; patches and validation are applied by others. */
export { generateConfig } from "./generate";
export type { GenerateInput, GenerateOptions, MachineType } from "./options";
