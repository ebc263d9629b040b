/**
 * The state service of a machine: its resources, listed, read and watched, with versions, history and bookmarks.
 * Here belongs what is true of every type of resource; never what a type says of a machine.
 */
export { type ResourceContent, type ResourceKind, resource, YamlText } from "./kind";
export { type ResourceState, ResourceStore } from "./resource-store";
export { stateMethods } from "./state-methods";
