/**
 * Files of the machine that Terraform runs on: what a user names by a path, an import's `secrets.yaml` for instance.
 * Here belongs reading, within bounds; never what a text means.
 */
export { readTextFile } from "./read-text-file";
