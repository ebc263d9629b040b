/** Bindings of `hetznercloud/hcloud`; each class is loaded when it is first used. */
export * from "./generated/hcloud";
