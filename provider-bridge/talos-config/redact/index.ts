/** What in a configuration is secret, and how to hide it; nothing else decides that. */
export { redactConfig } from "./redact";
export { type Secrecy, secrecyOf } from "./secret-fields";
