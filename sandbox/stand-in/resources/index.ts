/**
 * The resource types, as a table: what forces replacement, what stands where nothing is set, how values are stored, what
 * is refused. Here belongs what is particular to a type; never how a plan is made of it.
 */
export type { Check, Row } from "./row";
export { TABLE } from "./table";
