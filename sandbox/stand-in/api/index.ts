/**
 * Hetzner's API as the real provider calls it: one request after the other, answers parsed and not trusted.
 * Here belongs what is the same for every resource; never which requests a resource makes.
 */
export { Api } from "./api";
export { ApiError } from "./api-error";
