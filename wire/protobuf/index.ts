/**
 * A small proto3 codec: messages described by tables of text, read from and written to bytes.
 * It is own code because of start time: a provider is started 3 to 5 times by one terraform command and reads a handful
 * of small messages each time, so what counts is how little there is to load; tables are expanded when first used.
 * Here belongs the binary format alone; never a message of a particular protocol, never gRPC.
 */
export { MessageSet } from "./message-set";
export type { MessageInit, MessageNames } from "./message-types";
