/** How the tables of document types are written down, and nothing of their content. */
export { type FieldSpec, parseFields, parseType, type TypeSpec, type TypeTable } from "./field";
