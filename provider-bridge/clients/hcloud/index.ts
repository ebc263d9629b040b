/**
 * Hetzner Cloud, as far as our resources need it: images, servers, keys, types, actions.
 * Here belongs how the API is called and what its answers mean; never what a resource makes of it.
 */
export { type Action, ActionWaiter } from "./actions";
export { HcloudApi, type HcloudApiOptions } from "./api";
export { askBriefly } from "./ask-briefly";
export { Catalogue, listServerTypes, type ServerType, type ServerTypeOffer } from "./catalogue";
export { createOnce } from "./create-once";
export { HcloudError, type HcloudErrorCode, isNotFound } from "./hcloud-error";
export * from "./images";
export { type Labels, selectorOf } from "./labels";
export * from "./servers";
export * from "./ssh-keys";
