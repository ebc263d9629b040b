/**
 * The programs of a rescue system that an installer calls, as a table: name → what it does. They work on bytes, open
 * files and the machine, and know nothing of the shell's language or of SSH.
 */
export { createPrograms } from "./table";
