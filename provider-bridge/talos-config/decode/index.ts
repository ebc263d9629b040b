/** From text to documents, as strict as Talos; nothing here judges what the values mean (that is validate/). */
export { arrange, decodeConfig, decodeDocuments, decodeLoosely, parseDocuments, rawValue } from "./decode";
export { DecodeError, type DecodeIssue, describeIssue } from "./decode-error";
export { nearest } from "./nearest";
