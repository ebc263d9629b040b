/**
 * What a machine says of itself as resources, one file for each area: from its plain data to messages and YAML.
 * Here belongs what each type holds; never how resources are watched or versioned (cosi/).
 */
export { machineKinds } from "./machine-kinds";
