/** From documents to text: field order and omission of Talos, keys of maps sorted as Go sorts them; nothing is judged here. */
export { encodeConfig, encodeDocument, encodeStruct, specOf, structToOutput } from "./encode";
export { compareKeys } from "./key-order";
