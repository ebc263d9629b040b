/**
 * Requests of plugin protocol 6 as the framework takes them: one file for each RPC, named after it.
 * Here belongs the way from a message to plain data; never an answer, never a decision. RPCs without anything in their
 * request (those that ask for schemas, metadata, functions, and StopProvider) have no file here.
 */
export { decodeRequest } from "./request";
