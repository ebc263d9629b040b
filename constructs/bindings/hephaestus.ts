/** Bindings of `yaklab/hephaestus`; each class is loaded when it is first used. */
export * from "./generated/hephaestus";
