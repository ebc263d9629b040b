/** What a configuration means and whether Talos takes it: tables of rules; nothing is read from or written to text here. */

export { endpointProblem } from "./endpoint";
export type { Finding, ValidationMode } from "./finding";
export { type ValidateOptions, validateConfig } from "./validate";
