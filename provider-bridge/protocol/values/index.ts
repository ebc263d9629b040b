/**
 * Terraform's values and types as bytes: MessagePack, which every request and answer carries, and the JSON of states.
 * Here belongs the translation between bytes and the framework's plain data, exact to the byte;
 * never what a value means, which is the framework's.
 */
export { decodeExchanged, encodeExchanged } from "./exchanged";
export { decodeJson, encodeJson } from "./json";
export { decodeMsgpack, encodeMsgpack } from "./msgpack";
export { StoredState } from "./raw-state";
export { parseType, typeText } from "./type-json";
