/**
 * Hetzner's API as the real provider calls it: one request after the other, tried again as Hetzner's client does, answers
 * parsed and not trusted, actions waited for. Here belongs what is the same for every resource; never which requests a
 * resource makes.
 */
export { Api } from "./api";
export { ApiError, failedWith } from "./api-error";
export { type JsonObject, member, members } from "./json";
export { type Pause, realPause } from "./pause";
export { retry } from "./retry";
