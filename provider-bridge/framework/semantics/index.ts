/**
 * Values with several spellings, and when two spellings mean the same.
 * Here belongs what is true of a kind of value everywhere; never what one resource or one server makes of it.
 */
export { cidrSemantics } from "./cidr-semantics";
export { durationSemantics } from "./duration-semantics";
export { imageReferenceSemantics } from "./image-reference-semantics";
export { versionSemantics } from "./version-semantics";
export { yamlSemantics } from "./yaml-semantics";
