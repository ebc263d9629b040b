/**
 * Transport: the links that every client's chain is made of (send, log, classify, retry, parse), each testable alone.
 * Here belongs what all protocols over HTTP share; never what a peer means by its answers: that is its client's.
 */
export type { CallContext, CallLog } from "./call-context";
export { type Clock, systemClock } from "./clock";
export type { HttpAnswer, HttpRequest, Send } from "./http-exchange";
export { type JsonObject, JsonReader, jsonBody, type MakeMalformed } from "./json-reader";
export { loggedSend } from "./logged-send";
export { retrying, type Verdict } from "./retrying";
export { createHttpSend, type HttpSendOptions } from "./send-http";
export { allEnded, together } from "./together";
export { TransportError, type TransportErrorCode } from "./transport-error";
export { type TimeLimit, within } from "./within";
